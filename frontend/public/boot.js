/* Runs before everything: says in plain words when this browser cannot carry the desk, else fetches the program.
   Written in ES5 so that an old browser can read it; the one import() at the end is the exception, and where even
   that cannot be parsed the sentence in index.html appears by itself (.stuck in boot.css). */
(function () {
  "use strict";
  var page = document.documentElement;
  var me = document.currentScript;
  var theme = null;
  var english = false;

  try {
    theme = localStorage.getItem("huiyin.theme");
    english = (localStorage.getItem("huiyin.lang") || "").indexOf("en") >= 0;
  } catch (blocked) {
    theme = null;
  }
  if (theme && theme.indexOf("dark") >= 0) page.setAttribute("data-theme", "dark");
  if (theme && theme.indexOf("light") >= 0) page.setAttribute("data-theme", "light");
  if (english) page.setAttribute("lang", "en");

  /* Reference types came with Chromium 96, the oldest we carry; the program's own code uses them. */
  function carriesWasm() {
    try {
      return WebAssembly.validate(new Uint8Array([
        0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 111, 3, 2, 1, 0, 10, 6, 1, 4, 0, 208, 111, 11
      ]));
    } catch (missing) {
      return false;
    }
  }

  function missing() {
    if (!window.WebAssembly || !window.indexedDB || !window.fetch || !window.Promise || !window.ReadableStream || !carriesWasm()) return "old";
    if (window.isSecureContext === false) return "insecure";
    if (!("serviceWorker" in navigator)) return "private";
    return "";
  }

  var sentences = {
    insecure: [
      "这个网址不是安全连接（https），浏览器不允许在本机保存。请用 https 开头的网址打开，或请单位管理员配置证书。",
      "This address is not a secure one (https), so the browser will not let the desk save on this device. Open the address that begins with https, or ask your administrator for the certificate."
    ],
    "private": [
      "浏览器不允许回音在本机保存，多半是开着无痕（隐私）模式。请在普通窗口里打开。",
      "This browser does not let Huiyin save on this device, most likely because of a private window. Please open it in an ordinary window."
    ],
    failed: [
      "程序没有下载完，多半是网络断了。请检查网络后刷新本页；本机已存的内容都在。",
      "The program did not arrive, most likely because the network was lost. Check the network and reload this page; everything saved on this device is still here."
    ]
  };

  function whenReady(run) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  }

  function stop(why) {
    page.setAttribute("data-boot", "old");
    whenReady(function () {
      var words = sentences[why];
      if (!words || !document.getElementById("stuck-zh")) return;
      document.getElementById("stuck-zh").textContent = words[0];
      document.getElementById("stuck-en").textContent = words[1];
    });
  }

  var why = missing();
  if (why) {
    stop(why);
    return;
  }
  page.setAttribute("data-boot", "running");

  /* After the program, so that its first download is not shared with the worker's. */
  function keepForOffline() {
    navigator.serviceWorker.register("/sw.js").catch(function () {
      page.setAttribute("data-offline", "unavailable");
    });
  }

  var begun = Date.now();
  function say(received, total) {
    if (Date.now() - begun < 300) return;
    var box = document.getElementById("loading");
    if (!box) return;
    var done = total ? Math.min(97, Math.round(received * 100 / total)) : 0;
    var kilobytes = Math.round(received / 1024);
    box.hidden = false;
    document.getElementById("loading-line").value = done;
    document.getElementById("loading-words").textContent = english
      ? "Loading the desk … " + kilobytes + " KB"
      : "正在打开，只有第一次要下载 … " + kilobytes + " KB";
  }

  /* Content-Length counts compressed bytes, the stream plain ones; compressed wasm is about a third. */
  function counted(answer) {
    if (!answer.ok || !answer.body) throw new Error("wasm: " + answer.status);
    var length = Number(answer.headers.get("content-length")) || 0;
    var total = answer.headers.get("content-encoding") ? length * 3 : length;
    var received = 0;
    var reader = answer.body.getReader();
    var stream = new ReadableStream({
      pull: function (pipe) {
        return reader.read().then(function (part) {
          if (part.done) {
            pipe.close();
            return;
          }
          received += part.value.byteLength;
          say(received, total);
          pipe.enqueue(part.value);
        });
      },
      cancel: function (reason) {
        return reader.cancel(reason);
      }
    });
    return new Response(stream, { headers: { "content-type": "application/wasm" } });
  }

  /* An address that names its contents is fetched from the cache or once; `no-cache` would undo that. */
  var program = fetch(me.getAttribute("data-wasm"), { credentials: "same-origin" }).then(counted);
  whenReady(function () {
    Promise.all([import(me.getAttribute("data-js")), program])
      .then(function (both) {
        return both[0].default({ module_or_path: both[1] });
      })
      .then(keepForOffline)
      .catch(function (error) {
        console.error(error);
        stop("failed");
      });
  });
})();
