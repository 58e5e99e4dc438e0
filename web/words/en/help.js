/** Help: what each page is for, its keys, and the field's words. */

/** @type {Record<string, import("../words.js").Text>} */
export const HELP = {
  title: "Help",
  keys: "Keys",
  words: "Words",
  start:
    "Every point of the plane is a picture that the model can draw. Move the pointer, drag a finger or use the " +
    "sliders.",
  explore:
    "Each dot of the map is one image of the test set. Hover over the map or drag the sliders: the picture is " +
    "decoded as you move. Click to pin a point.",
  manifold:
    "A plane through the latent space, drawn as a sheet of decoded pictures. Scroll to zoom, drag to pan, hover " +
    "to decode, click to pin.",
  interpolate:
    "Walks between two or more images: the pictures on the way show what the model believes lies between them. " +
    "Export any walk as a GIF.",
  reconstructions: "Images beside what the model makes of their codes: what it keeps, and what it loses.",
  odd:
    "Scores that call an image strange, and how well each tells strange images from ordinary ones. Drag the " +
    "threshold, or click a picture to open it in Explore.",
  model: "The figures of a model, each with its data, its bound and its spread.",
  compare:
    "Two models of the same images and one cursor: move over a map, along a walk or to an image, and see what each " +
    "makes of it and where they differ.",
  zoo: "The families of models side by side: what each draws, live, what it adds, and what it costs.",
  playground:
    "A small VAE that trains in this browser while you watch. Press Train, turn the knobs, then break it: each break " +
    "says what to look at.",
  challenge:
    "A target picture, and sliders to find it with. It is scored by the pixels and by the clock; a link lets others " +
    "play the same target.",
  make:
    "More pictures of the classes you choose. Those with too little support are thrown away, two checks look at the " +
    "rest, and the files say where each came from.",
  train: "Train a model on a data set, a folder or a zip of images, and watch its map while it learns.",
  adopt:
    "Bring a VAE that you trained with your own code: it is checked, measured and mapped, then opens on every page.",
  present:
    "A talk made of stops. Each brings back the point, map and walk that it was saved with. It runs without a network.",
  learn: "What a variational autoencoder is, with experiments to do.",
  key_arrows: "Arrow keys",
  does_arrows:
    "Move over the map or the plane, or along a slider. Shift makes finer steps on a slider, and pans a plane.",
  key_enter: "Enter",
  does_enter: "Pin the point that is shown.",
  key_escape: "Escape",
  does_escape: "Return to the pinned point.",
  key_undo: "Ctrl + Z",
  does_undo: "Go back to the point before.",
  word_latent: "Latent space, code z",
  says_latent:
    "The few numbers that stand for a picture. The encoder finds them, the decoder draws the picture from them.",
  word_posterior: "Posterior",
  says_posterior: "The codes that may stand for one image: a mean and a spread, not a single point.",
  word_belief: "q(y|x)",
  says_belief:
    "The model's own guess of a picture's class, as probabilities. It was told the class of a few images, and " +
    "learned the rest from images without one.",
  word_critic: "Critic",
  says_critic:
    "A network that learned to tell real images from decoded ones. Its score is compared with those of held-out real " +
    "images: at 50 % a picture looks as real to it as the middle one of them. It judges only the look.",
  word_prior: "Prior",
  says_prior: "Where codes are expected before any image is seen, usually a standard normal distribution.",
  word_support: "Support",
  says_support:
    "How well the data supports a decoded picture: the percentage of held-out images that are supported less. It " +
    "asks two things: does the code lie where codes of real images lie, and does the picture look like theirs? The " +
    "worse answer counts.",
  word_nat: "Nat",
  says_nat:
    "A unit of information: 1 nat is 1.44 bits. A model's cost of an image is measured in nats, and lower is better.",
  word_kl: "KL",
  says_kl:
    "Kullback-Leibler divergence: how far a posterior is from the prior, in nats. It is what an image's code costs," +
    " and what a dimension tells about the image.",
  word_elbo: "ELBO",
  says_elbo:
    "A lower bound of the log-likelihood. Its negative is the cost of an image: what the picture loses plus what " +
    "the code costs.",
  word_tsne: "t-SNE",
  says_tsne: "t-SNE is a map of all codes that keeps neighbours together. Distances between far groups mean little.",
  word_pca: "PCA",
  says_pca:
    "PCA is a map of all codes, seen from the side where they spread most. It bends nothing, but codes that look " +
    "close may lie far behind one another.",
  word_sigma: "Posterior sigma",
  says_sigma: "How wide the posterior of an image is. The wider, the less exactly its code is known.",
  word_roundtrip: "Round trip",
  says_roundtrip:
    "Decode a point, encode the picture, and see how far from the point you come back. Far means that the model does" +
    " not recognise its own picture.",
  word_trust: "Trustworthiness",
  says_trust: "Whether the neighbours of a point on the map are its neighbours in the latent space too, from 0 to 1.",
  word_continuity: "Continuity",
  says_continuity:
    "Whether the neighbours of a point in the latent space have stayed neighbours on the map, from 0 to 1.",
};
