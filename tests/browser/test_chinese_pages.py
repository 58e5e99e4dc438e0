"""No page in Chinese has an English sentence: every Latin word on it is a name, a symbol or a command."""

import re

from navigation import go_to
from tab import drawn

from ui.pages import FIRST, PAGES
from ui.words import texts

# Names of methods, formats, keys, packages and people, symbols, and words that Chinese papers leave as they are.
NAMES = set(
    re.findall(
        r"\S+",
        """
    Latent Lens English VAE MLP KL ELBO IW AUROC AUC PCA SNE nat RealNVP VampPrior PyTorch NumPy ONNX HTML PNG GIF MP
    NPZ NPY CSV JSON CPU Python python vae core float scikit-learn MNIST Fashion-MNIST KMNIST EMNIST zip Shift Enter Esc
    Ctrl Fisher-Rao GAN Kingma Welling Rezende Mohamed Wierstra Goodfellow Higgins sqrt det log mnist conv flow beta
    digits interpolate diffusers pythae Keras JAX onnx adopt train MB ZIP Zip pickle safetensors Module state dict
    Sohn Lee Yan Pang Aneja VQ VQ-VAE Transformer vq van den Oord Vinyals Kavukcuoglu
    NVAE Very Deep VAEs ICLR Vahdat Kautz Child
    ladder Ladder Variational Autoencoders BIVA NeurIPS arXiv nderby Raiko Maal Winther Fraccaro Li vin
    mnist-cvae TCVAE FactorVAE beta-VAE MIG DCI SAP TC Chen Kim Mnih Locatello Larsen Larochelle ICML ROC VAE-GAN shapes
    Pyro
""",
    )
)
WORD = re.compile(r"[A-Za-z]{2,}(?:-[A-Za-z]{2,})*")
SEEN = """() => {
  const found = [];
  const see = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) see(node.shadowRoot);
      if (node.closest("script, style, noscript, title, code, .katex, em, [data-testid=stIconMaterial]")) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"])
        if (node.getAttribute(name)) found.push(node.getAttribute(name));
      if (!node.checkVisibility({ visibilityProperty: true })) continue;
      for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) found.push(child.data);
    }
  };
  see(document.body);
  return found;
}"""

LOOKS = 60


def english(page) -> list[str]:
    """Texts with a Latin word that is no name, but for the list of sources, whose titles are English."""
    for _ in range(LOOKS):  # Streamlit's own words are replaced as they appear
        seen = {text for text in page.evaluate(SEEN) if not re.search(r"arXiv|Distill|ICLR|NeurIPS", text)}
        found = sorted(text for text in seen if set(WORD.findall(text)) - NAMES)
        if not found:
            break
        drawn(page, frames=5)
    return found


def test_no_page_in_chinese_has_an_english_sentence(tab, app_url):
    page = tab.open(f"{app_url}/?lang=zh")
    found = {}
    for name in PAGES:
        title = texts("zh")[f"app.page_{name}"]
        if name != FIRST:
            go_to(page, title)
            page.get_by_role("heading", level=1, name=title).wait_for()
        if name not in ("train", "model", "reconstructions", "make"):
            page.wait_for_function("globalThis.latentLens?.snapshot().frames > 0")
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')")
        drawn(page, frames=10)
        if name == "train":
            page.get_by_role("combobox", name="图像").click()
            page.get_by_text("图像 zip 文件").click()
            page.get_by_text("上传").wait_for()
        page.get_by_test_id("help").click()
        found[name] = english(page)
        page.keyboard.press("Escape")
    assert found == {name: [] for name in PAGES}
