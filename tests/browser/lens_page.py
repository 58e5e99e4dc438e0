"""The browser side without a server: a runtime with a stage and sliders on an empty page, fed with bytes by hand."""

import json

from safetensors.numpy import load, save

from vae_core.store.browser import atlas_bytes, model_bytes

MODEL = "digits-2d"
START = """async () => {
  const { createRuntime } = await import("/web/host.js");
  const { createStage } = await import("/web/explore/stage.js");
  const { createSliders } = await import("/web/sliders/sliders.js");
  globalThis.latentLens = createRuntime({ stage: createStage, sliders: createSliders });
  globalThis.roots = ["stage", "sliders"].map((part) => {
    const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
    return { part, root };
  });
}"""
FOLLOW = """(model) => roots.forEach(({ part, root }) =>
  latentLens.mount({ parentElement: root, data: { part, model, z: null, stamp: "start" }, setTriggerValue() {} }))"""
LOAD = """async (user) => latentLens.load(new Uint8Array(await (await fetch("/bytes")).arrayBuffer()), user)"""


class LensPage:
    """One visitor of the parts; what the server would send is sent by `send`."""

    def __init__(self, page, site):
        self.page, self.site = page, site
        page.evaluate(START)

    def choose(self, model):
        self.page.evaluate(FOLLOW, model)

    def send(self, content, user=None):
        self.site.files["/bytes"] = content
        self.page.evaluate(LOAD, user)

    def send_model(self, name, model=None, atlas=None, user=None):
        """Both files of a model, or what a test made of them."""
        self.send(named(model or model_bytes(MODEL), name), user)
        self.send(named(atlas or atlas_bytes(MODEL), name), user)

    def has_picture(self):
        self.page.wait_for_function("latentLens.snapshot().pixels !== null")
        self.alert.wait_for(state="detached")
        assert self.page.get_by_test_id("stage").is_visible()

    @property
    def alert(self):
        return self.page.get_by_test_id("page-error")

    def sentence(self):
        self.alert.wait_for()
        assert self.alert.get_attribute("role") == "alert"
        return self.alert.inner_text()

    def state(self, expression):
        return self.page.evaluate(f"latentLens.store.state.{expression}")


def parts_of(content):
    """Metadata, specification and arrays of a file for the browser."""
    length = int.from_bytes(content[:8], "little")
    metadata = json.loads(content[8 : 8 + length])["__metadata__"]
    return metadata, json.loads(metadata["spec"]), load(content)


def changed(content, change):
    """The same file after `change(spec, arrays)`."""
    metadata, spec, arrays = parts_of(content)
    change(spec, arrays)
    return save(arrays, metadata=metadata | {"spec": json.dumps(spec)})


def named(content, name):
    """The same file under another model's name; what cannot be read stays as it is."""
    try:
        return changed(content, lambda spec, arrays: spec.update(name=name))
    except Exception:  # a damaged file on purpose
        return content
