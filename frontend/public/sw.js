/* Keeps the desk's shell on this device, so that it opens without a network and without a server.

   A build has a cache of its own. A new build is fetched whole in the background, takes over at once and is seen
   from the next full load on: a page that runs has all it needs in memory. Calls and public pages never come here. */
"use strict";

var BUILD = "{{build}}";
var FILES = {{precache}};
var PAGE = "/desk";
/* Receipts are written by the server, at an address below the desk's. */
var RECEIPTS = "/desk/receipt/";
/* What the page must name to belong to this build: a page of a newer one would ask for files that are not here. */
var NAMED = ["{{boot}}", "{{js}}", "{{wasm}}", "{{css}}"];
var PREFIX = "huiyin-shell-";
var CACHE = PREFIX + BUILD;

function keepPage(cache) {
  return fetch(PAGE, { cache: "no-cache", credentials: "same-origin" }).then(function (answer) {
    if (!answer.ok || answer.redirected) throw new Error("shell: " + answer.status);
    return answer.clone().text().then(function (text) {
      var strange = NAMED.filter(function (name) { return text.indexOf(name) < 0; });
      if (strange.length) throw new Error("shell: the page is of another build, it does not name " + strange.join(", "));
      return cache.put(PAGE, answer);
    });
  });
}

/* A browser may ask the network for a page while it wakes this worker up. Routed here, the desk's is not asked for. */
function routeHere(event) {
  if (!event.addRoutes) return Promise.resolve();
  return event.addRoutes([PAGE, PAGE + "/*"].map(function (pattern) {
    return { condition: { urlPattern: pattern }, source: "fetch-event" };
  }));
}

self.addEventListener("install", function (event) {
  event.waitUntil(routeHere(event));
  event.waitUntil(
    caches.open(CACHE).then(function (cache) {
      return cache.addAll(FILES).then(function () { return keepPage(cache); });
    }).then(function () {
      return self.skipWaiting();
    }, function (error) {
      /* Half a shell would only take up space; the next full load tries again. */
      return caches.delete(CACHE).then(function () { throw error; });
    })
  );
});

self.addEventListener("activate", function (event) {
  event.waitUntil(
    caches.keys().then(function (names) {
      var old = names.filter(function (name) { return name.indexOf(PREFIX) === 0 && name !== CACHE; });
      return Promise.all(old.map(function (name) { return caches.delete(name); })).then(function () { return old.length > 0; });
    }).then(function (replaced) {
      return self.clients.claim().then(function () { return replaced ? self.clients.matchAll({ type: "window" }) : []; });
    }).then(function (pages) {
      pages.forEach(function (page) { page.postMessage({ huiyin: "new-version", build: BUILD }); });
    })
  );
});

/* The network only where the browser lost a file of the cache. */
function kept(key, request) {
  return caches.open(CACHE).then(function (cache) { return cache.match(key); }).then(function (found) {
    return found || fetch(request);
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method !== "GET") return;
  var url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    var desk = url.pathname === PAGE || url.pathname.indexOf(PAGE + "/") === 0;
    if (desk && url.pathname.indexOf(RECEIPTS) !== 0) event.respondWith(kept(PAGE, request));
  } else if (FILES.indexOf(url.pathname) >= 0) {
    event.respondWith(kept(url.pathname, request));
  }
});
