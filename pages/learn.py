"""Learn: what a VAE is, as an article with experiments: the plane, one image's cloud, beta, labels; blur, mistakes."""

from ui import loaders
from ui.always_here import is_whole
from ui.host import part
from ui.learn.article import article, formulas, passage
from ui.learn.betas import BETAS, betas_section
from ui.learn.blur import blur
from ui.learn.few_labels import TOLD_FEW, TOLD_NONE, budgets, label_ten
from ui.learn.lesson import choose_image, lesson
from ui.learn.subjects import flat_model, is_one_cloud, lesson_model, why_another
from ui.session import needed, not_here, send_model, this_model
from ui.share import share_state
from ui.words import text


def send(*names: str) -> None:
    """Hands over models beside the visitor's own, each once."""
    for other in names:
        if other not in sent:
            sent.add(other)
            send_model(other, f"_{other}")


name = this_model("learn")
share_state(name, needed(loaders.atlas, name).codes.shape[1])
sent = {name}
with article():
    if flat := flat_model(name):
        send(flat)
        passage(text("learn.sheet"))
        part("sheet", "sheet", of=flat)
        passage(text("learn.sheet_after"))
    passage(text("learn.one_image"))
    subject = needed(lesson_model, name)
    if not needed(is_one_cloud, subject):
        not_here(why_another(name))
    send(subject)
    index = choose_image(subject)
    needed(lesson, name, subject, index)
    formulas(text("learn.formulas_one_image"))
    passage(text("learn.two_terms"))
    formulas(text("learn.formulas_two_terms"))
    passage(text("learn.beta"))
    betas = [beta for beta in BETAS if is_whole(beta)]
    send(*betas)
    betas_section(betas)
    formulas(text("learn.formulas_beta"))
    passage(text("learn.conditional"))
    passage(text("learn.semi_supervised"))
    if is_whole(TOLD_FEW):
        needed(budgets, TOLD_FEW)
    if is_whole(TOLD_NONE):
        send(TOLD_NONE)
        passage(text("learn.label_ten"))
        needed(label_ten, TOLD_NONE)
    passage(text("learn.ladder"))
    passage(text("learn.codes"))
    passage(text("learn.energy"))
    passage(text("learn.adversarial"))
    passage(text("learn.factors"))
    passage(text("learn.blur"))
    needed(blur, subject, index)
    passage(text("learn.mistakes"))
