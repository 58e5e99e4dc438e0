/** 浏览器这边的错误，各在其英文模板之下；没有列出的以英文显示。 */

/** @type {Record<string, string>} */
export const PROBLEMS = {
  // 漫步的导出。
  ["{frames} frames of {width} × {height} are {millions} million pixels; a GIF may have {most} million here. " +
    "Choose fewer frames or a smaller size"]:
    "{frames}帧{width} × {height}共{millions}百万像素；这里的 GIF 最多{most}百万。请减少帧数或缩小尺寸",
  "{frames} pictures are {millions} million numbers; an archive may have {most} million here. Choose fewer frames":
    "{frames}张图片共{millions}百万个数；这里的存档最多{most}百万。请减少帧数",

  // 自己的图片。
  "{name} has {got} MB; choose a picture of at most {most} MB": "{name}有{got} MB；请选择不超过{most} MB 的图片",
  "{name} has {got} million pixels; choose a picture of at most {most} million":
    "{name}有{got}百万像素；请选择不超过{most}百万像素的图片",
  "{name} shows no ink; choose a picture that stands out from its paper":
    "{name}里看不到笔迹；请选择与背景对比更明显的图片",
  "{name} is not a picture that this browser can read; choose a PNG or JPEG file":
    "{name}不是这个浏览器能读取的图片；请选择 PNG 或 JPEG 文件",
  "the browser finds no camera; connect one, or open a picture": "浏览器没有找到摄像头；请连接一个，或打开一张图片",
  "the browser gives no camera ({why}); allow it beside the address, or open a picture":
    "浏览器没有提供摄像头（{why}）；请在地址栏旁允许使用，或打开一张图片",

  "{name} shows nothing but one colour; choose another picture": "{name}只有一种颜色；请选择另一张图片",
  "{name} holds no PNG, JPEG, GIF, BMP or WebP picture": "{name}中没有 PNG、JPEG、GIF、BMP 或 WebP 图片",
  "{name} is not a zip that can be read; pack the pictures again": "{name}不是可读取的 zip；请重新打包图片",
  "{name} holds too many files; send a smaller zip": "{name}中的文件太多；请发送小一些的 zip",
  "{name} is locked with a password; send the pictures without one": "{name}设有密码；请发送没有密码的图片",
  "a picture of the zip has more than {most} MB; make it smaller": "zip 中有一张图片超过{most} MB；请缩小它",
  "the pictures are not scored: {why}": "图片没有得到打分：{why}",

  // 模型和图谱。
  "its class names must be a list of texts; make the atlas again with `python -m vae_core atlas`":
    "类别名称须为文字的列表；请用 `python -m vae_core atlas` 重新生成图谱",
  "its number of training images must be below that of its codes; make the atlas again with `python -m vae_core atlas`":
    "其中训练图像的数量须小于编码的数量；请用 `python -m vae_core atlas` 重新生成图谱",
  "its description is not JSON; make the atlas again with `python -m vae_core atlas`":
    "它的说明不是 JSON；请用 `python -m vae_core atlas` 重新生成图谱",
  "{name} must be a table of numbers; got {got}; make the atlas again with `python -m vae_core atlas`":
    "{name}须为数表；实为{got}；请用 `python -m vae_core atlas` 重新生成图谱",
  "{name} must be a table of numbers of {expected}; got {got}; make the atlas again with `python -m vae_core atlas`":
    "{name}须为{expected}的数表；实为{got}；请用 `python -m vae_core atlas` 重新生成图谱",
  "{name} must hold finite numbers of ordinary size; got {got}; make the atlas again with `python -m vae_core atlas`":
    "{name}须为大小正常的有限数；实为{got}；请用 `python -m vae_core atlas` 重新生成图谱",
  "it needs one label for each of its {count} codes; got {got}; make the atlas again with `python -m vae_core atlas`":
    "{count}个编码须各有一个标签；实为{got}；请用 `python -m vae_core atlas` 重新生成图谱",
  ["its labels must be below {classes}, the number of its classes; got {got}; make the atlas again with " +
    "`python -m vae_core atlas`"]: "标签须小于类别数{classes}；实为{got}；请用 `python -m vae_core atlas` 重新生成图谱",
  "{name} cannot be shown: its network cannot run ({why}). Choose another model":
    "无法显示{name}：它的网络无法运行（{why}）。请换一个模型",
  "{name} cannot be shown: its atlas cannot be read ({why}). Choose another model":
    "无法显示{name}：它的图谱无法读取（{why}）。请换一个模型",
  ["{name} cannot be shown: its weights have {weights} latent dimensions, its atlas has {atlas}. Map it " +
    "again with `python -m vae_core atlas {name}`, or choose another model"]:
    "无法显示{name}：权重有{weights}个隐维度，图谱有{atlas}个。请用 `python -m vae_core atlas {name}` 重新生成图谱，或换一个模型",
  ["{name} has not arrived yet: the atlas did not come. This page continues by itself when it does; if " +
    "the server has stopped, start it again"]:
    "{name}还没有到：图谱没有传来。一传来，页面就会自行继续；若服务器已停止，请重新启动",
  ["{name} has not arrived yet: the weights did not come. This page continues by itself when they do; " +
    "if the server has stopped, start it again"]:
    "{name}还没有到：权重没有传来。一传来，页面就会自行继续；若服务器已停止，请重新启动",
  "the workbench has no such model; reload the page": "工作线程中没有这个模型；请重新加载页面",
  "a message of the server is damaged: expected a model or an atlas with its name; got {kind}. Reload the page":
    "服务器的消息已损坏：应为带名称的模型或图谱；实为{kind}。请重新加载页面",
  "it is damaged: {what}": "已损坏：{what}",
  "the trust meter cannot be read: {why}": "可信度计无法读取：{why}",
  "the judge ends with {outputs} values for {classes} classes; compute the atlas again":
    "评判器对{classes}个类别给出{outputs}个值；请重新计算图谱",

  ["{name} has not arrived yet: the weights and the atlas did not come. This page continues by itself when they do; " +
    "if the server has stopped, start it again"]:
    "{name}还没有到：权重和图谱都没有传来。一传来，页面就会自行继续；若服务器已停止，请重新启动",

  // 网络。
  "expected a model; got a file without a kind": "应为模型；这个文件没有标明种类",
  "expected a model; got {kind}": "应为模型；实为{kind}",
  "the model's specification is not JSON; export the model again": "模型的说明不是 JSON；请重新导出模型",
  "the model's specification needs a latent_dim and an image_shape of three sizes; export the model again":
    "模型的说明须有 latent_dim 和含三个尺寸的 image_shape；请重新导出模型",
  'unknown backend "{backend}"; expected auto, js or wasm': "不认识的后端“{backend}”；应为 auto、js 或 wasm",
  "the model {name} was exported without its encoder; export it again with one":
    "导出模型{name}时没有带编码器；请带上编码器重新导出",
  "the decoder ends with {got} values, expected {pixels}; export the model again":
    "解码器给出{got}个值，应为{pixels}个；请重新导出模型",
  "the classifier ends with {got} values, expected {expected}; export the model again":
    "分类器输出了{got}个数值，应为{expected}个；请重新导出模型",
  "the encoder ends with {got} values, expected {expected}; export the model again":
    "编码器给出{got}个值，应为{expected}个；请重新导出模型",
  "out must have room for {pixels} pixels; got {got}": "out 须能容纳{pixels}个像素；实为{got}个",
  "z must hold {length} numbers; got {got}": "z 须有{length}个数；实为{got}个",
  "z must hold finite numbers; value {i} is {got}": "z 须为有限的数；第{i}个值为{got}",
  "the picture must hold {length} numbers; got {got}": "图片须有{length}个数；实为{got}个",
  "the picture must hold finite numbers; value {i} is {got}": "图片须为有限的数；第{i}个值为{got}",
  ["{name} decodes no picture here: pixel {i} must be a number from 0 to 1; got {got}. Go back towards " +
    "the codes, or choose another model"]:
    "{name}在此处解不出图片：像素{i}须为 0 到 1 之间的数；实为{got}。请退回编码附近，或换一个模型",
  "the encoder of {name} gives this picture no code: number {wrong} must be finite; got {got}. Choose another model":
    "{name}的编码器给不出这张图片的编码：第{wrong}个数须为有限的数；实为{got}。请换一个模型",
  "{name} is decoded by Python: this needs a model that the browser decodes":
    "{name}由 Python 解码：这里需要由浏览器解码的模型",
  "{name} is not decoded: {why}": "{name}没有解码：{why}",
  "the server does not answer; if it has stopped, start it again": "服务器没有回应；如果它已停止，请重新启动",
  "expected a list of operations; export the model again": "应为运算的列表；请重新导出模型",
  "{op}: the operation is malformed, got {got}; export the model again":
    "{op}：运算格式有误，实为{got}；请重新导出模型",
  'unknown operation "{name}"; expected one of {known}': "不认识的运算“{name}”；应为{known}之一",
  'unknown activation "{name}"; expected one of {known}': "不认识的激活函数“{name}”；应为{known}之一",
  "a layer of shape [{shape}] cannot be built: expected whole positive sizes, {most} MB in all":
    "形状为 [{shape}] 的层无法建立：尺寸须为正整数，总共至多{most} MB",
  ["a picture would take more than {products} million multiply-adds or {steps} steps: train or export a " +
    "smaller network"]: "一张图片所需超过{products}百万次乘加或{steps}步：请训练或导出较小的网络",
  '{op}: tensor "{name}" is missing; export the model again': "{op}：缺少张量“{name}”；请重新导出模型",
  "this browser does not run SIMD WebAssembly; choose the backend js or auto":
    "这个浏览器不支持 SIMD WebAssembly；请选择后端 js 或 auto",
  "points must be rows of {dim} numbers; got {got} numbers": "点须为每行{dim}个数；实为{got}个数",
  "k must be at least 1; got {k}": "k 至少为 1；实为{k}",
  "expected a point of {dim} numbers; got {got}": "应为{dim}个数的点；实为{got}个",
  "a point must hold finite numbers; value {d} is {got}": "点须为有限的数；第{d}个值为{got}",
  "expected targets for {points} points; got {got} numbers": "应有{points}个点的目标；实为{got}个数",

  'linear: "{name}" must have 2 dimensions; got [{shape}]': "linear：“{name}”须有 2 维；实为 [{shape}]",
  "linear: expected a vector of {length}; got shape [{shape}]": "linear：应为长度{length}的向量；实际形状为 [{shape}]",
  '{op}: "{name}" must hold {length} values; got {got}': "{op}：“{name}”须有{length}个值；实为{got}个",
  '{op}: tensor "{name}" must hold floats; got {dtype}': "{op}：张量“{name}”须为浮点数；实为{dtype}",
  "{op}: expected a map for a kernel of [{kernel}]; got shape [{shape}]":
    "{op}：卷积核 [{kernel}] 需要特征图；实际形状为 [{shape}]",
  "{op}: stride, padding and dilation must be whole numbers, from 1, 0 and 1; got {got}":
    "{op}：步幅、填充和膨胀须为整数，至少为 1、0 和 1；实为{got}",
  "{op}: it lacks value {index}; export the model again": "{op}：缺少第{index}个值；请重新导出模型",
  "binary: shapes [{a}] and [{b}] do not go together": "binary：形状 [{a}] 与 [{b}] 不能相配",
  "group_norm: {channels} channels are not {groups} groups": "group_norm：{channels}个通道分不成{groups}组",
  "view: shape [{from}] cannot be seen as [{to}]": "view：形状 [{from}] 不能看作 [{to}]",
  "no operation makes the network's output; export the model again": "没有运算产生网络的输出；请重新导出模型",

  // 文件。
  "safetensors: expected a Uint8Array; pass the raw bytes of the file":
    "safetensors：应为 Uint8Array；请传入文件的原始字节",
  "safetensors: expected at least 8 bytes, got {got}; download or export the file again":
    "safetensors：至少应有 8 字节，实为{got}；请重新下载或导出文件",
  "safetensors: the header says it is {length} bytes long, but {got} follow; download or export the file again":
    "safetensors：文件头自称长{length}字节，其后只有{got}；请重新下载或导出文件",
  "safetensors: the header is not JSON; download or export the file again":
    "safetensors：文件头不是 JSON；请重新下载或导出文件",
  "safetensors: the header must be a JSON object; download or export the file again":
    "safetensors：文件头须为 JSON 对象；请重新下载或导出文件",
  "safetensors: __metadata__ must map names to strings; download or export the file again":
    "safetensors：__metadata__ 须把名称对应到字符串；请重新下载或导出文件",
  'safetensors: tensor "{name}" needs a shape and two data_offsets; download or export the file again':
    "safetensors：张量“{name}”须有形状和两个 data_offsets；请重新下载或导出文件",
  'safetensors: tensor "{name}" has type {dtype}; expected one of {known}':
    "safetensors：张量“{name}”的类型为{dtype}；应为{known}之一",
  'safetensors: tensor "{name}" of shape [{shape}] needs {needs} bytes, got {got}; download or export the file again':
    "safetensors：形状为 [{shape}] 的张量“{name}”需要{needs}字节，实为{got}；请重新下载或导出文件",
  'safetensors: tensor "{name}" ends at byte {end}, but the file has {got}; download or export the file again':
    "safetensors：张量“{name}”止于第{end}字节，而文件只有{got}；请重新下载或导出文件",
  "This browser cannot make a PNG of {width} × {height} pixels. Choose a smaller size or fewer frames":
    "这个浏览器无法制作{width} × {height}像素的 PNG。请选择较小的尺寸或较少的帧",

  // 链接和自建的滑块。
  "a number is missing": "缺一个数",
  "{count} numbers are needed": "需要{count}个数",
  "an index is not a whole number": "编号不是整数",
  "a code is damaged": "有个编码已损坏",
  "it is too long": "太长了",
  "it is damaged": "已损坏",
  "they are damaged": "已损坏",
  "the model has {dims} dimensions": "模型有{dims}维",
  "the model's map holds {count} images": "模型的地图上有{count}张图像",
  "no such overlay": "没有这样的叠加层",
  "no such plane": "没有这样的平面",
  "its height must be above 0": "高度须大于 0",
  "no such stop": "没有这样的站",
  "z must lie within ±1,000,000": "z 须在 ±1,000,000 之内",
  "the parts of z must be a vector, then classes or a blend, levels, or a grid, 0 to {length}; export it again":
    "z 的组成部分须为一个向量，然后是类别或混合，或为多个层级，或为一个网格，从 0 到{length}；请重新导出模型",
  "z must be {latentDim} numbers; got {got}": "z 须为{latentDim}个数；实为{got}个",
  "no such map": "没有这样的地图",
  "no such colouring": "没有这样的着色",
  "no such colours": "没有这样的颜色",
  "its sides are in the wrong order": "各边的顺序不对",
  "the model knows {classes} classes": "模型只认识{classes}个类别",
  "a walk has at most {most}": "漫步至多有{most}个",
  "it is no path of codes of {latentDim} numbers": "这不是由{latentDim}个数的编码组成的路径",
  "no such walk": "没有这样的漫步",
  "no factor has such a value": "没有因子取这样的值",
  "the model has no true factors": "模型没有真实因子",
  "no such choice": "没有这样的选项",
  "This holds no directions": "其中没有方向",
  "At most {most} directions can be shown; got {got}": "至多显示{most}个方向；实为{got}个",
  "This file holds no directions: choose one that Export wrote": "这个文件中没有方向：请选择由“导出”写成的文件",
  "These directions belong to {model} (weights {weights}); the present model is {name} (weights {digest})":
    "这些方向属于{model}（权重{weights}）；当前模型是{name}（权重{digest}）",
  "This file is not JSON: choose one that Export wrote": "这个文件不是 JSON：请选择由“导出”写成的文件",
  "Direction {n} is damaged: it needs {latentDim} finite numbers and a range within ±{farthest}":
    "方向{n}已损坏：须有{latentDim}个有限的数，范围在 ±{farthest}之内",
  "A slider needs at least {least} codes on each side; got {a} and {b}":
    "滑块两侧各需至少{least}个编码；实为{a}个和{b}个",
  "The two groups have the same middle, so no direction leads from one to the other":
    "两组的中心相同，没有从一组到另一组的方向",
  "A model has room for {most} sliders of your own; these would be {count}: remove some first":
    "每个模型最多容纳{most}个自建滑块；现在会有{count}个：请先移除一些",
};
