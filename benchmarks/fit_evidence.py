"""Learn what tells a question of the corpus from a foreign one; write the words, print the weights of ``assistant.evidence``.

    .venv/bin/python -m benchmarks.fit_evidence

First the words (``index.leaning``): each sheet's ways of asking against the questions of the subjects not covered. Then the
features of the evidence, over the tune part of the golden questions, none of which taught the words. The shares refused come
from ten folds, three times; the test part is not read.
"""

from ui import offline  # noqa: F401, I001  closes the network before libraries read their settings

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, normalize

from assistant.evidence import features
from assistant.golden import load_golden
from assistant.speaker import other_job
from benchmarks.question_bank import asked_text
from corpus.document import Document
from corpus.identifiers import content_hash
from corpus.neighbours import load_neighbours
from index.french_tokens import terms
from index.leaning import Leaning, load_leaning
from ui.bootstrap import Application
from ui.cli_quality import GOLDEN_FILE
from ui.settings import load_settings

NAMES = ("COVERAGE", "LEAD", "LEANING", "OVERLAP")
Rows = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


def questions_of(sheets: Sequence[Document]) -> tuple[list[str], list[str]]:
    """Return the questions that the corpus answers and those of the subjects it does not cover."""
    answered = [q for d in sheets for s in d.sections for q in (s.title, *s.asked)]
    return answered, [question for s in load_neighbours() for question in s.questions]


def fingerprint(answered: list[str], foreign: list[str]) -> str:
    """Return the fingerprint of the questions that teach the words."""
    return content_hash("\n".join([*answered, "", *foreign]))[:16]


def learned_words(answered: list[str], foreign: list[str]) -> Leaning:
    """Return the linear model; both kinds weigh the same in all."""
    counts = CountVectorizer(analyzer=lambda text: sorted(set(terms(text))), binary=True, dtype=np.float64)
    rows = normalize(counts.fit_transform([*answered, *foreign]))
    is_foreign = np.array([False] * len(answered) + [True] * len(foreign))
    model = LogisticRegression(C=30, max_iter=3000, class_weight="balanced").fit(rows, is_foreign)
    weights = dict(zip(counts.get_feature_names_out(), model.coef_[0].tolist(), strict=True))
    return Leaning(weights, float(model.intercept_[0]), fingerprint(answered, foreign))


def golden_rows(application: Application) -> tuple[Rows, Truth]:
    """Return features, shape (n, 4), and whether each tune question is answerable.

    Conversations are left out, and questions of persons of another job, which are refused before.
    """
    index = application.retriever.index()
    rows, answerable = [], []
    for golden in load_golden(GOLDEN_FILE):
        if golden.part != "tune" or golden.kind == "smalltalk" or len(golden.turns) > 1 or other_job(golden.turns):
            continue
        question = index.speller.correct(asked_text(golden.turns))
        hits = application.retriever.retrieve(question, application.settings.assistant.hits)
        if not hits[0].exact:  # a reference found as it stands needs no weighing
            rows.append(features(question, hits, application.retriever.foreignness(question), index.lexical.rarity))
            answerable.append(golden.is_answerable)
    return np.array(rows), np.array(answerable)


def held_out(rows: Rows, answerable: Truth, times: int = 3) -> Rows:
    """Return the probability of each row, shape (times, n), from models that never saw it."""
    folds = [StratifiedKFold(10, shuffle=True, random_state=time) for time in range(times)]
    return np.array([cross_val_predict(model(), rows, answerable, cv=f, method="predict_proba")[:, 1] for f in folds])


def model() -> Pipeline:
    """Return the model of the features, not fitted; wrong refusals and wrong answers weigh the same in all."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=1, class_weight="balanced"))


def weights_of(fitted: Pipeline) -> list[float]:
    """Return the weights and the constant, for features as they come."""
    scaler, linear = fitted
    weights = linear.coef_[0] / scaler.scale_
    return [*weights.tolist(), float(linear.intercept_[0] - weights @ scaler.mean_)]


def main() -> None:
    """Write the words' weights; print those of the features and how they separate."""
    application = Application(load_settings())
    application.update_index()
    learned_words(*questions_of(application.sheets)).save()
    load_leaning.cache_clear()
    rows, answerable = golden_rows(Application(load_settings()))
    weights = weights_of(model().fit(rows, answerable))
    print(", ".join(NAMES), "INTERCEPT =", ", ".join(f"{w:.2f}" for w in weights))
    scores = held_out(rows, answerable)
    print(f"{len(rows)} questions of the tune part ({int(answerable.sum())} answerable)")
    print(f"area under the curve, held out: {np.mean([roc_auc_score(answerable, s) for s in scores]):.3f}")
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        wrong, right = (scores[:, answerable] < threshold).mean(), (scores[:, ~answerable] < threshold).mean()
        print(f"below {threshold}: {100 * wrong:.1f} % of the answerable refused, {100 * right:.1f} % of the others")


if __name__ == "__main__":
    main()
