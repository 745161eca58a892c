"""Reads documents again with other programs, and looks for words at the places that gatelint gave them.

Standard input: one `file<TAB>place<TAB>words` a line. Exit code 1 if words are not found where they should be; formats
whose reader is not installed are named and skipped.
"""

import re
import subprocess
import sys


def plain(text):
    """Text as people compare it."""
    text = re.sub("[\u2010\u2011\u00ad]", "-", text)
    return " ".join(text.split()).casefold()


class Word:
    """python-docx: `paragraph 12`, `table 2 row 3 column 1 paragraph 2`, `header 1`, `comment 1 by Jo`."""

    def __init__(self, path):
        import docx

        self.document = docx.Document(path)

    def beside(self, kind, number):
        """The paragraphs of a part beside the body, by the order of their references."""
        parts = [rel.target_part for rel in self.document.part.rels.values() if rel.reltype.endswith("/" + kind)]
        parts.sort(key=lambda part: (len(part.partname), part.partname))
        return self.paragraphs(part_root(parts[number - 1]))

    def notes(self, kind, number):
        from docx.oxml.ns import qn

        ids = [node.get(qn("w:id")) for node in self.document.element.body.iter(qn(f"w:{kind}Reference"))]
        (part,) = [rel.target_part for rel in self.document.part.rels.values() if rel.reltype.endswith(f"/{kind}s")]
        (note,) = [n for n in part_root(part).iter(qn(f"w:{kind}")) if n.get(qn("w:id")) == ids[number - 1]]
        return self.paragraphs(note)

    @staticmethod
    def paragraphs(root):
        from docx.oxml.ns import qn

        return list(root.iter(qn("w:p")))

    def find(self, place):
        from docx.oxml.ns import qn

        said = [place.split(", ")[0]]
        number = lambda word, default=0: next((int(n) for n in re.findall(rf"\b{word} (\d+)", said[0])), default)
        if said[0].endswith(" text box"):
            return self.in_box(said[0].removesuffix(" text box"))
        if said[0].startswith("comment"):
            return list(self.document.comments)[number("comment") - 1].text
        for kind in ("header", "footer"):
            if said[0].startswith(kind):
                return text_of(self.beside(kind, number(kind))[number("paragraph", 1) - 1])
        for kind in ("footnote", "endnote"):
            if said[0].startswith(kind):
                return text_of(self.notes(kind, number(kind))[number("paragraph", 1) - 1])
        if said[0].startswith("table"):
            table = self.document.tables[number("table") - 1]
            cell = table.cell(number("row") - 1, number("column") - 1)
            paragraphs = [p for p in cell._tc.iter(qn("w:p"))]
            return text_of(paragraphs[number("paragraph", 1) - 1])
        return text_of(self.document.paragraphs[number("paragraph") - 1]._p)

    def in_box(self, outer):
        from docx.oxml.ns import qn

        paragraph = self.document.paragraphs[int(outer.split()[-1]) - 1]._p
        return " ".join(text_of(box) for box in paragraph.iter(qn("w:txbxContent")))


def part_root(part):
    from docx.oxml import parse_xml

    return getattr(part, "element", None) if hasattr(part, "element") else parse_xml(part.blob)


def text_of(element):
    """The text of an element: deleted words and those of other paragraphs in it are none of it."""
    from docx.oxml.ns import qn

    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}
    words = []
    for node in element.iter(qn("w:t"), *signs):
        words.append(node.text or "" if node.tag == qn("w:t") else signs[node.tag])
    return "".join(words)


class Sheet:
    """openpyxl: `Sheet1!C7`, `'My sheet'!C7 comment`, `sheet Name`."""

    def __init__(self, path):
        import openpyxl

        self.book = openpyxl.load_workbook(path, data_only=True)

    def find(self, place):
        said = place.split(", ")[0]
        if said.startswith("sheet "):
            return said.removeprefix("sheet ").strip("'")
        name, cell = said.rsplit("!", 1)
        sheet = self.book[name[1:-1].replace("''", "'") if name.startswith("'") else name]
        if cell.endswith(" comment"):
            return sheet[cell.removesuffix(" comment")].comment.text
        return str(sheet[cell].value)


class Pages:
    """pdftotext: `page 4 (x, y, width, height)`, in points from the left upper corner."""

    def __init__(self, path):
        told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
        self.words, page = [], 0
        for line in told.splitlines():
            page += "<page " in line
            found = re.search(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*)</word>', line)
            if found:
                left, top, right, bottom = map(float, found.groups()[:4])
                word = found.group(5).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
                self.words.append((page, left, right, (top + bottom) / 2, word.replace("&amp;", "&")))

    def find(self, place):
        found = []
        for told in re.findall(r"page (\d+) \((.*?)\)", place):
            page, (x, y, width, height) = int(told[0]), map(float, told[1].split(", "))
            for on, left, right, middle, word in self.words:
                # A word counts that the box touches: it may begin or end in the middle of one.
                beside = right < x - 1 or left > x + width + 1
                if on == page and not beside and y - 2 <= middle <= y + height + 2:
                    found.append(word)
        return " ".join(found)


READERS = {"docx": Word, "xlsx": Sheet, "pdf": Pages}


def main():
    opened, skipped, found, lost = {}, set(), 0, []
    for line in sys.stdin.read().splitlines():
        path, place, words = line.split("\t")
        kind = path.rsplit(".", 1)[-1]
        if kind in skipped:
            continue
        try:
            if path not in opened:
                opened[path] = READERS[kind](path)
        except (ImportError, FileNotFoundError) as error:
            skipped.add(kind)
            print(f"skipped: {kind} files are not read again, for the reader is not installed ({error})")
            continue
        try:
            there = opened[path].find(place)
        except (LookupError, ValueError) as error:
            there = f"no such place ({error!r})"
        if plain(words) in plain(there):
            found += 1
        else:
            lost.append(f"{path}: {place}: `{words}` is not in `{there}`")
    print(f"{found} words were found by other programs where gatelint says that they stand")
    print("\n".join(lost))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
