#!/usr/bin/env python3
"""A peer for comparison: Presidio 2.2 with GiNZA's named entities, the line's own names as a deny
list, and about thirty regular expressions of the kind that people write by hand.

    peer.py LINE_FOLDER DRAFTS.jsonl > predictions.jsonl

Reads the same line folder and the same drafts as `senbiki check`, and writes predictions as
`bench/score.py` reads them: {"id", "verdict", "findings": [{"category", "start", "end"}]}, offsets in
code points. The last line on standard error is a JSON object with the number of drafts and the CPU
seconds for reading them, without the time to load models.

The peer is given what it can use: word boundaries are taken out of the deny list (they never match
between kana, kanji and Latin letters), public names and terms are left out or taken back, and
overlapping results are joined.
"""
import csv, json, os, resource, sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import logging
logging.disable(logging.WARNING)

from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

# What each table's rows are, by the column `kind` where there is one.
CATEGORY = {
    "customer": "customer", "supplier": "supplier", "partner": "customer", "competitor": None,
    "equipment": "equipment", "jig": "equipment", "line": "equipment", "process": "equipment", "software": "equipment",
    "code_name": "unreleased", "product": "unreleased", "plan": "unreleased", "alliance": "unreleased",
}

NUM = r"[0-9０-９][0-9０-９,，.．]*"
KANJI = r"[〇一二三四五六七八九十百千万億]+"
ANY = rf"(?:{NUM}|{KANJI})"

# Hand-written, about two for each class: what a careful engineer writes in an afternoon.
REGEXES = [
    ("price", rf"{ANY}\s*(?:億|万|千)?\s*円"),
    ("price", rf"[¥￥$€]\s*{NUM}"),
    ("price", rf"{NUM}\s*(?:yen|JPY|USD|dollars|euros|EUR)"),
    ("price", rf"(?:値上げ|値下げ|単価|見積|原価|粗利)[^。\n]{{0,12}}?{ANY}\s*[%％割]"),
    ("quantity", rf"(?:月産|年産|日産|受注|出荷|生産数|ロット)[^。\n]{{0,8}}?{ANY}\s*(?:個|台|本|枚|トン|セット|ロット)?"),
    ("quantity", rf"{ANY}\s*(?:個|台|本|枚|セット|ロット)\s*/?\s*(?:月|年|日)"),
    ("quantity", rf"{NUM}\s*(?:units|pieces|pcs|parts|sets)\b"),
    ("contract_terms", r"(?:独占|専属|秘密保持|NDA|違約金|支払(?:い)?サイト|検収条件|納入条件)[^。\n]{0,12}"),
    ("contract_terms", r"(?:exclusive|exclusivity|penalty clause|payment terms|sole supplier)[^.\n]{0,20}"),
    ("process_figure", rf"(?:歩留まり|歩留り|不良率|直行率|稼働率|良品率|OEE)[^。\n]{{0,10}}?{ANY}\s*(?:[%％]|割|ppm|PPM)"),
    ("process_figure", rf"(?:サイクルタイム|タクト|段取り|工数)[^。\n]{{0,10}}?{ANY}\s*(?:秒|分|時間)"),
    ("process_figure", rf"(?:yield|defect rate|scrap rate|cycle time|setup time|takt)[^.\n]{{0,24}}?{NUM}\s*(?:%|percent|ppm|seconds|minutes|hours)?"),
    ("process_figure", rf"{NUM}\s*(?:%|％)\s*(?:から|→|to)\s*{NUM}\s*(?:%|％)"),
    ("process_knowhow", rf"{NUM}\s*(?:℃|°C|度)[^。\n]{{0,10}}?(?:焼|加熱|保持|時間|分)"),
    ("process_knowhow", rf"(?:回転数|送り|切込み|焼入れ|焼戻し|圧力|トルク)[^。\n]{{0,8}}?{NUM}\s*(?:rpm|min|mm|MPa|Nm|N・m|℃)?"),
    ("process_knowhow", rf"{NUM}\s*(?:rpm|MPa|kN|N・m|Nm|m/min)"),
    ("process_figure", rf"[±]\s*{NUM}\s*(?:mm|μm|µm|ミクロン)?"),
    ("part_number", r"(?<![A-Za-z0-9])[A-Z]{1,4}-?[0-9]{3,6}(?:-[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
    ("part_number", r"(?<![A-Za-z0-9])[0-9][A-Z0-9]-[0-9]{4,6}-[0-9]{2}(?![A-Za-z0-9])"),
    ("unreleased", r"(?:新製品|新機種|次期モデル|開発コード|未発表|発表前|極秘)[^。\n]{0,12}"),
    ("unreleased", r"(?:unannounced|unreleased|next-gen|code ?name|before the launch)[^.\n]{0,20}"),
    ("personal", r"[一-龥]{1,3}(?:さん|くん|課長|部長|係長|主任|班長)"),
    ("personal", r"0[0-9]{1,3}-[0-9]{2,4}-[0-9]{4}"),
    ("personal", r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+\.[a-z]{2,}"),
    ("personal", r"[一-龥]{2,3}\s?[0-9]{3}\s?[ぁ-ん]\s?[0-9]{2}-[0-9]{2}"),
    ("defect_recall", r"(?:リコール|クレーム|不具合|不良流出|市場回収|選別|労災|事故|是正勧告|立ち入り検査)[^。\n]{0,8}"),
    ("defect_recall", r"(?:recall|field complaint|defect escaped|accident|line stop)[^.\n]{0,16}"),
    ("defamation", r"(?:最低|ひどい|クソ|無能|バカ|詐欺|嘘つき)(?:な|の)?(?:会社|客|取引先|業者)?"),
    ("location", r"(?:警備|監視カメラ|裏口|暗証番号|施錠)[^。\n]{0,12}"),
    ("schedule", r"(?:量産開始|立ち上げ|移管|着工|稼働開始|SOP)[^。\n]{0,8}?(?:[0-9０-９]{1,4}\s*(?:年|月|日)|来月|来春|来年)"),
    ("customer", r"[A-ZＡ-Ｚ](?:社|産|鉄|重工|自動車)(?:さん|様)?|某[一-龥ァ-ヶー]{1,8}(?:メーカー|社)"),
    ("customer", r"[一-龥ァ-ヶーA-Za-z]*[○●◯△□■×][一-龥ァ-ヶーA-Za-z○●◯△□■×]*"),
]


def cells(text):
    return [c.strip() for c in text.replace("；", ";").replace("\n", ";").split(";") if c.strip()]


def table(line, name):
    path = os.path.join(line, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def names_of(line):
    """Protected names by category, names that are public only in some company, and public terms."""
    protected, scoped = {}, {}
    def add(category, row, *columns):
        if category is None:
            return
        public = (row.get("public") or "").strip()
        names = [n for c in columns for n in cells(row.get(c) or "")]
        if public == "yes" and not (row.get("public_scope") or "").strip():
            return
        protected.setdefault(category, set()).update(names)
        if public == "yes":
            for n in names:
                scoped[n.lower()] = cells(row["public_scope"])
    for row in table(line, "protected/parties.csv"):
        add(CATEGORY.get(row["kind"]), row, "name", "aliases")
    for row in table(line, "protected/parts.csv"):
        add("part_number", row, "number", "aliases")
    for row in table(line, "protected/equipment.csv"):
        add("equipment", row, "name", "aliases")
    for row in table(line, "protected/projects.csv"):
        add("unreleased", row, "name", "aliases")
    for row in table(line, "protected/people.csv"):
        add("personal", row, "name", "aliases")
    public = {t for row in table(line, "public.csv") for t in cells(row.get("terms") or "")}
    return protected, scoped, public


class NoBoundary(PatternRecognizer):
    """A deny list without word boundaries, since those never stand between Japanese letters."""

    def _deny_list_to_regex(self, deny_list):
        import re
        words = sorted(deny_list, key=len, reverse=True)
        pattern = "|".join(re.escape(w) for w in words)
        return Pattern(name="deny_list", regex=f"(?:{pattern})", score=self.deny_list_score)


def build(line):
    protected, scoped, public = names_of(line)
    # What GiNZA calls its entities, and which class a cautious user makes of them.
    mapping = {
        "Company": "customer", "Company_Group": "customer", "Corporation_Other": "customer", "Person": "personal",
        "Money": "price", "Percent": "process_figure", "Product_Other": "unreleased",
    }
    ner = NerModelConfiguration(model_to_presidio_entity_mapping=mapping, labels_to_ignore=[], default_score=0.85)
    nlp = SpacyNlpEngine(models=[{"lang_code": "ja", "model_name": "ja_ginza"}], ner_model_configuration=ner)
    nlp.load()
    registry = RecognizerRegistry(supported_languages=["ja"])
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer
    kept = sorted(set(mapping.values()))
    registry.add_recognizer(SpacyRecognizer(supported_language="ja", supported_entities=kept))
    by_category = {}
    for n, (category, regex) in enumerate(REGEXES):
        by_category.setdefault(category, []).append(Pattern(name=f"r{n}", regex=regex, score=0.6))
    for category, patterns in by_category.items():
        registry.add_recognizer(PatternRecognizer(supported_entity=category, patterns=patterns, supported_language="ja", name=f"regex_{category}"))
    for category, names in protected.items():
        registry.add_recognizer(NoBoundary(supported_entity=category, deny_list=sorted(names), supported_language="ja", name=f"names_{category}"))
    return AnalyzerEngine(nlp_engine=nlp, registry=registry, supported_languages=["ja"]), scoped, public


def findings(engine, scoped, public, text):
    free = []
    for term in public:
        at = text.find(term)
        while at >= 0:
            free.append((at, at + len(term)))
            at = text.find(term, at + 1)
    out = []
    for r in sorted(engine.analyze(text=text, language="ja", score_threshold=0.5), key=lambda r: (r.start, -r.end)):
        if any(a <= r.start and r.end <= b for a, b in free):
            continue
        words = scoped.get(text[r.start:r.end].lower())
        if words and any(w in text for w in words):
            continue
        if out and r.start < out[-1]["end"] and out[-1]["category"] == r.entity_type:
            out[-1]["end"] = max(out[-1]["end"], r.end)
            continue
        out.append({"category": r.entity_type, "start": r.start, "end": r.end})
    return out


VERDICTS = {"defect_recall": "escalate", "defamation": "ng"}


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    line, drafts = sys.argv[1:3]
    with open(drafts, encoding="utf-8") as f:
        rows = [json.loads(l) for l in f if l.strip()]
    engine, scoped, public = build(line)
    findings(engine, scoped, public, "準備運動です。")
    begun = cpu()
    answers = [(row["id"], findings(engine, scoped, public, row["text"])) for row in rows]
    spent = cpu() - begun
    for name, found in answers:
        asked = [VERDICTS.get(f["category"], "reword") for f in found]
        verdict = next((v for v in ("ng", "escalate", "reword") if v in asked), "ok")
        print(json.dumps({"id": name, "verdict": verdict, "findings": found, "reframed": None}, ensure_ascii=False))
    print(json.dumps({"drafts": len(rows), "cpu_seconds": round(spent, 3), "regexes": len(REGEXES)}), file=sys.stderr)


main()
