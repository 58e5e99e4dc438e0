/** 中文句子里怎样称呼类别：没有冠词和复数；Fashion-MNIST 的名称有译名。 */

const KNOWN = {
  "T-shirt/top": "T 恤或上衣",
  Trouser: "裤子",
  Pullover: "套头衫",
  Dress: "连衣裙",
  Coat: "外套",
  Sandal: "凉鞋",
  Shirt: "衬衫",
  Sneaker: "运动鞋",
  Bag: "包",
  "Ankle boot": "短靴",
};

const named = (name) => (Object.hasOwn(KNOWN, name) ? KNOWN[name] : name);

/** @type {import("../words.js").Grammar} */
export const GRAMMAR = {
  withArticle: named,
  plural: named,

  /** "5"、"5 和 8"、"5、8 和 6"。 */
  list: (names) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join("、")}和 ${names.at(-1)}`),
};
