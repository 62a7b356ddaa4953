// People of the seeded county (server/src/seed/county.toml), by what they do.

const person = (account, name, unit) => Object.freeze({ account, name, unit });

export const BUREAU = "青禾县信访局";
export const TOWNSHIP = "柳溪镇";
export const LANDS = "青禾县自然资源局";

export const registrar = person("zhou.wenjing", "周文静", BUREAU);
export const bureauOfficer = person("chen.jianguo", "陈建国", BUREAU);
export const bureauHead = person("gao.zhiyuan", "高志远", BUREAU);
export const inspector = person("luo.zhengming", "罗正明", BUREAU);
export const systemAdmin = person("deng.kai", "邓凯", BUREAU);
export const securityAdmin = person("cao.ning", "曹宁", BUREAU);
export const auditAdmin = person("peng.yue", "彭悦", BUREAU);

export const cadre = person("fan.xiaojun", "范小军", TOWNSHIP);
export const otherCadre = person("fang.lin", "方琳", TOWNSHIP);
export const townshipHead = person("jiang.shan", "姜山", TOWNSHIP);

export const landsHandler = person("zhang.wei", "张伟", LANDS);
export const disciplineOfficer = person("cheng.tiejun", "程铁军", "中共青禾县纪委信访室");
export const countyLeader = person("wang.xiangdong", "王向东", "青禾县");
export const reviewOfficer = person("lv.siyuan", "吕思源", "青禾县");
export const reviewHead = person("song.mingyuan", "宋明远", "青禾县");
