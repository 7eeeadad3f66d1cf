"""Texts that an attacker, an accident or another alphabet brings: what every door and every paper has to stand."""

from hypothesis import strategies as st

MARKUP = (
    "<b>Bold</b> & <i>Co</i>",
    "<img src=file:///etc/passwd>",
    '<font color="[[[">x</font>',
    "<evalString code='1'/>",
    "R&D; Ops &amp; &lt;Co&gt;",
    "&File && &&&",
    "]]> --> %s {0} {name} \\n",
)
"""What a label, a paper or a button would read as its own language."""

FORMULAS = ('=cmd|" /C calc"!A0', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "#REF!", "＝1+1", "=HYPERLINK(A1)")
"""What a spreadsheet program would work out."""

SEARCHES = ("'; DROP TABLE person;--", "%", "_", "\\", '"', "NEAR(", "*", "\0", "[a]", "a OR b", "x" * 60_000, "\ud800")

HIDDEN = ("Zoe\u202eeoZ", "An\u200bn", "Ann\x00", "A\u2066n\u2069n", "An\xadn", "Ann\ufeff", "An\u200dn", "\x1bAnn")
"""Names that hide something; all but the first read "Ann", and so do they once that is taken out."""

SCRIPTS = {
    "Vietnamese": "Đặng Thị Thu Trang",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Дарья Щербакова",
    "Armenian": "Արամ Խաչատրյան",
    "Georgian": "ნინო ბერიძე",
    "Chinese": "李小龍",
    "Japanese": "山田 たろう",
    "Korean": "김민준",
    "Arabic": "محمد",
    "Persian": "علی\u200cرضا",
    "Hebrew": "אבי כהן",
    "Hindi": "प्रिया शर्मा",
    "Tamil": "தமிழ்",
    "Thai": "สมชาย",
    "emoji": "Owl \U0001f989",
}
"""A name in each of these scripts, as it is spelled there."""

texts = st.text() | st.lists(
    st.sampled_from((*MARKUP, *FORMULAS, *SEARCHES, *HIDDEN, *SCRIPTS.values(), "\u0301", "\u200d", "\r", " ")),
    max_size=4,
).map("".join)
