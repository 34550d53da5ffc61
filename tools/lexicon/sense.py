"""The sense model: from seed words and static word vectors to one score per word.

-100 speaks of ordinary life, +100 of business and the shop floor, 0 of neither or both.
"""

import numpy


def fit(x, y, strength=1.0, steps=4000, rate=2.0):
    """Softmax regression with an L2 penalty, by accelerated gradient descent from zero."""
    x = numpy.hstack([x, numpy.ones((len(x), 1))])
    target = numpy.eye(3)[y]
    # Each class weighs the same, however many seeds it has.
    weight = (len(y) / 3 / target.sum(axis=0))[y][:, None]
    w = numpy.zeros((x.shape[1], 3))
    ahead = w
    ridge = numpy.full((x.shape[1], 1), strength)
    ridge[-1] = 0
    for n in range(steps):
        p = softmax(x @ ahead)
        gradient = (x.T @ (weight * (p - target)) + ridge * ahead) / len(y)
        new = ahead - rate * gradient
        ahead = new + n / (n + 3) * (new - w)
        if numpy.abs(new - w).max() < 1e-5:
            w = new
            break
        w = new
    return w


def softmax(z):
    z = numpy.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def auc(scores, labels):
    order = numpy.argsort(scores)
    ranks = numpy.empty(len(scores))
    ranks[order] = numpy.arange(1, len(scores) + 1)
    positive = labels == 1
    n, m = positive.sum(), (~positive).sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * m)


BUSINESS, NEUTRAL, ORDINARY = 0, 1, 2


def train(words, rows, matrix, business, neutral, ordinary):
    """Scores of all words (-100..100) and a line of figures.

    A word that stands in two seed lists by its normalised form is not learned from.
    """
    index = {}
    for n, word in enumerate(words):
        index.setdefault(word, n)
    unit = matrix / numpy.maximum(numpy.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    unit = unit.astype(numpy.float64)
    label_of = {}
    for label, seeds in ((NEUTRAL, neutral), (BUSINESS, business), (ORDINARY, ordinary)):
        for word in dict.fromkeys(seeds):
            if word in index:
                label_of[word] = label
    x = unit[[rows[index[w]] for w in label_of]]
    y = numpy.array(list(label_of.values()))
    fold_of = numpy.random.default_rng(1).integers(0, 10, len(y))
    held = numpy.zeros((len(y), 3))
    for k in range(10):
        w = fit(x[fold_of != k], y[fold_of != k])
        test = x[fold_of == k]
        held[fold_of == k] = softmax(test @ w[:-1] + w[-1])
    score = held[:, BUSINESS] - held[:, ORDINARY]
    poles = y != NEUTRAL
    report = (
        f"seeds with a vector: {(y == BUSINESS).sum()} business, {(y == NEUTRAL).sum()} neutral, "
        f"{(y == ORDINARY).sum()} ordinary\n"
        f"10-fold: AUC business/ordinary {auc(score[poles], (y[poles] == BUSINESS).astype(int)):.4f}, "
        f"business/rest {auc(held[:, BUSINESS], (y == BUSINESS).astype(int)):.4f}, "
        f"ordinary/rest {auc(held[:, ORDINARY], (y == ORDINARY).astype(int)):.4f}, "
        f"three-way accuracy {(held.argmax(axis=1) == y).mean():.4f}"
    )
    w = fit(x, y)
    p = softmax(unit @ w[:-1] + w[-1])
    value = (p[:, BUSINESS] - p[:, ORDINARY]) * 100
    # Where the neutral class wins clearly, the word says nothing.
    value[(p[:, NEUTRAL] > 0.5) | (numpy.abs(value) < 20)] = 0
    value = numpy.clip(value * 1.15, -100, 100)
    return value[numpy.array(rows)], report


def sample_names(words, entries, wanted=400):
    """Names of people, places and firms that are no ordinary words, at even steps of frequency."""
    proper, plain = set(), set()
    for cells in entries:
        (proper if cells[5] == "固有名詞" and cells[6] in ("人名", "地域", "組織") else plain).add(cells[0])
    found = [w for w in words[500:120_000] if w in proper and w not in plain and len(w) >= 2]
    return found[:: max(1, len(found) // wanted)][:wanted]


def inflected(word):
    """Regular English forms of a word, noun and verb alike; the caller drops those that no list knows."""
    yield word
    if word.endswith(("s", "x", "ch", "sh", "z")):
        yield word + "es"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
        yield word[:-1] + "ied"
    else:
        yield word + "s"
    if word.endswith("e"):
        yield word + "d"
        yield word[:-1] + "ing"
    else:
        yield word + "ed"
        yield word + "ing"
        if len(word) < 6 and word[-1] not in "wxyaeiou" and word[-2:-1] in "aeiou":
            yield word + word[-1] + "ed"
            yield word + word[-1] + "ing"


def english(path):
    """Lines `score: word word …` as (form, score, whether the form itself is written there)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        score, _, words = line.partition(":")
        for word in words.split():
            for form in inflected(word.lower()):
                yield form, int(score), form == word.lower()


def fixed(path):
    """The same for Japanese words, without inflection: corrections that stand above the model."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        score, _, words = line.partition(":")
        for word in words.split():
            yield word, int(score)
