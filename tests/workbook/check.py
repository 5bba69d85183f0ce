"""Reads audit.xlsx with openpyxl, which shares no code with its writer, and holds it against the CSV files beside it.

usage: check.py OUTPUT_FOLDER

Prints one line a fault and ends with status 1 when there is any.
"""

import csv
import datetime
import math
import re
import sys
from pathlib import Path

import openpyxl

TABLES = ["packets", "findings", "events", "ledger"]
SHEETS = ["figures", "by month", *TABLES, "definitions"]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z")
# Columns of words that may look like numbers, and must stay words: leading zeros and long ids would be lost.
WORDS = re.compile(r"(.*_id|.*_name|segment|region|ae|csm|person|owner|note|text|question|evidence|title)")
# Columns that must not be strings, with the type that they must have.
TYPED = [(re.compile(r"(n_.*|score_.*|line|offset|bytes)"), "n"), (re.compile(r"is_.*"), "b"), (re.compile(r".*_at"), "d")]

faults = []
csv.field_size_limit(1 << 30)


def plain(text):
    """A string as it was written: the format spells characters that XML cannot hold as _xHHHH_."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), text)
    # XML reads any end of line as a line feed.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unguarded(text):
    """A CSV cell without the apostrophe that keeps a spreadsheet from running it."""
    rest = text[1:].lstrip("'").lstrip(" \u00a0\ufeff")
    is_guarded = text.startswith("'") and rest[:1] and rest[:1] in "=+-@\t\r\n＝＋－＠"
    return text[1:] if is_guarded and not NUMBER.fullmatch(text[1:]) else text


def same(written, cell, column):
    """Whether a cell of the sheet is what the CSV file holds, in the type that it has."""
    value, kind = cell.value, cell.data_type
    if written == "":
        return value is None or value == ""
    for names, wanted in TYPED:
        if names.fullmatch(column) and kind != wanted:
            return False
    if kind == "b":
        return written == ("true" if value else "false")
    if isinstance(value, datetime.datetime):
        at = datetime.datetime.fromisoformat(written.rstrip("Z").split(".")[0]) if TIME.fullmatch(written) else None
        return at is not None and abs(value - at) <= datetime.timedelta(seconds=1)
    if kind == "n" and value is not None:
        is_word = WORDS.fullmatch(column) is not None
        return not is_word and NUMBER.fullmatch(written) and math.isclose(float(written), value, abs_tol=1e-9)
    wanted = unguarded(written).replace("\r\n", "\n").replace("\r", "\n")
    return kind in ("s", "inlineStr") and plain(str(value)) == wanted[:32000]


def check_table(book, folder, name):
    with open(folder / f"{name}.csv", newline="", encoding="utf-8-sig") as file:
        lines = list(csv.reader(file))
    sheet = book[name]
    if len(lines) - 1 > 5000:
        return
    cells = list(sheet.iter_rows(min_row=1, max_row=max(len(lines), sheet.max_row)))
    if len(cells) != len(lines):
        faults.append(f"{name}: {len(cells)} rows, the CSV file has {len(lines)}")
    kinds = set()
    for number, (line, row) in enumerate(zip(lines, cells), start=1):
        if len(row) != len(line):
            faults.append(f"{name} row {number}: {len(row)} cells, the CSV file has {len(line)}")
        for column, written, cell in zip(lines[0], line, row):
            kinds.add("time" if isinstance(cell.value, datetime.datetime) else cell.data_type)
            head = number == 1
            if not same(written, cell, "title" if head else column):
                faults.append(f"{name} {cell.coordinate}: {cell.value!r} ({cell.data_type}), the CSV file has {written!r}")
    if len(lines) > 1 and name in ("packets", "events") and not {"s", "time", "b"} <= kinds:
        faults.append(f"{name}: only {sorted(kinds)} among its cells")


def main():
    folder = Path(sys.argv[1])
    book = openpyxl.load_workbook(folder / "audit.xlsx")
    if book.sheetnames != SHEETS:
        faults.append(f"the sheets are {book.sheetnames}")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type in ("f", "e") or cell.hyperlink is not None:
                    faults.append(f"{sheet.title} {cell.coordinate}: {cell.data_type} {cell.value!r}")
        if sheet.freeze_panes != "B2":
            faults.append(f"{sheet.title}: frozen at {sheet.freeze_panes}")
        if sheet.max_row > 1 and sheet.auto_filter.ref is None:
            faults.append(f"{sheet.title}: no filter")
    for name in TABLES:
        check_table(book, folder, name)
    for row in book["figures"].iter_rows(min_row=2, min_col=6, max_col=10):
        faults.extend(
            f"figures {cell.coordinate}: {cell.value!r} is no number"
            for cell in row
            if cell.value is not None and cell.data_type != "n"
        )
    for fault in faults[:20]:
        print(fault)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
