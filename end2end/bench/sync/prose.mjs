// What people tell, a different text for each petition, so that compression finds no more than in real ones.

const WHO = ["三组村民", "沿渠住户", "我们五户", "卫生室旁边的人家", "小学门口的摊主", "新搬来的住户"];
const WHEN = ["去年雨季", "今年开春", "上月底", "入冬以后", "国庆前后", "前天夜里"];
const WHERE = ["老水渠", "村口桥头", "二组机耕路", "垃圾点", "变压器下面", "卫生院后墙", "提灌站"];
const WHAT = ["垮了一段没人修", "夜里一直有噪声", "积水过膝", "补偿款没有到账", "灯坏了没换", "路面裂了口子", "井盖丢了两个"];
const AND = ["找过村里几次", "打过镇上电话", "说好的日子已经过了", "老人孩子出门不方便", "今年没法浇地", "怕再拖下去出事"];

/** So many sentences of the petition `nth`. */
export function told(nth, sentences) {
  let chance = nth + 1;
  const pick = (list) => {
    chance = (Math.imul(chance, 1103515245) + 12345) >>> 0;
    return list[(chance >>> 16) % list.length];
  };
  const sentence = () => `${pick(WHEN)}，${pick(WHERE)}${pick(WHAT)}，${pick(WHO)}${pick(AND)}。`;
  return Array.from({ length: sentences }, sentence).join("");
}
