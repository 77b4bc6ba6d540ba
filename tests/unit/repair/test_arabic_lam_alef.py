from __future__ import annotations

import pytest

import balagh
from balagh.pipelines.repair.arabic_contexts import turned_by_context
from balagh.pipelines.repair.arabic_forms import forms_of, is_listed
from balagh.pipelines.repair.arabic_lam_alef import find_lam_alef, shows_lam_alef
from balagh.pipelines.repair.rules import Rule, apply_edits


def mended(line: str, *, seen: bool = False) -> str:
    return apply_edits(line, tuple(edit for edit in find_lam_alef(line, seen=seen) if edit.applied))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("اإلدماج", "الإدماج"),
        ("األولى", "الأولى"),
        ("االجتماعي", "الاجتماعي"),
        ("باإلضافة", "بالإضافة"),
        ("المجلس االقتصادي واالجتماعي والبيئي", "المجلس الاقتصادي والاجتماعي والبيئي"),
        ("وذلك خالل المدة األخيرة", "وذلك خلال المدة الأخيرة"),
        ("وفقا لألحكام وقرارات الجاللة", "وفقا للأحكام وقرارات الجلالة"),
        ("االستوائيّة", "الاستوائيّة"),
        ("عبد هللا والحمد باهلل", "عبد الله والحمد بالله"),
        ("الغرفة الفالحية", "الغرفة الفلاحية"),
        ("حافالت الريف", "حافلات الريف"),
        ("المعهد الوطني للبريد والمواصالت", "المعهد الوطني للبريد والمواصلات"),
        ("توزيع النظارات على التالميذ", "توزيع النظارات على التلاميذ"),
        ("يوم الثالثاء 12 ماي", "يوم الثلاثاء 12 ماي"),
        ("يبدأ االجتماع بعد انطالق الحملة", "يبدأ الاجتماع بعد انطلاق الحملة"),
        ("الجتماع المكتب", "لاجتماع المكتب"),
        ("بدالً من ذلك", "بدلاً من ذلك"),
        ("أوًال وقبل كل شيء", "أولًا وقبل كل شيء"),
        ("قرار ال يقبل الطعن", "قرار لا يقبل الطعن"),
        ("بالغ صحفي", "بلاغ صحفي"),
        ("بالغ من الديوان الملكي", "بلاغ من الديوان الملكي"),
        ("جامعة موالي إسماعيل", "جامعة مولاي إسماعيل"),
        ("عمالة سال", "عمالة سلا"),
        ("على مدى ثالثة أيام", "على مدى ثلاثة أيام"),
    ],
)
def test_turned_pairs_are_turned_back(wrong: str, right: str) -> None:
    assert mended(wrong) == right
    assert mended(right) == right


@pytest.mark.parametrize(
    "line",
    [
        "اللائحة والرسالة والمجالس والحالة",
        "كتب الطالب السالم عالم الرسالة إلى مجلس الجالية",
        "لآلئ وأفلام وأعلام وملابس وآلات",
        "لألمانيا ولآلاف ولإلغاء",
        "الألفاظ والآلام والإلهام والإلغاء",
        "عمالة سلا وجماعة بني ملال",
        "جماعة ترواال",
        "شخص بالغ من العمر أربعين سنة",
        "مبلغ بالغ الأهمية والمبلغ البالغ قدره",
        "شكاية المواطن السالم والطالب الصالح",
        "دورة ثالثة ومرة ثالثة",
        "سال الماء في الوادي",
        "الشهر الموالي والسنة الموالية",
        "عمال النظافة ورجال الأمن",
        "جمال المدينة ونضال العمال وجبال الأطلس",
        "مثال على ذلك فعال جدا",
        "عالج الطبيب المريض وخالف السائق القانون",
        "المخالفة والمعالجة والمطالبة والمقابلة والمسالك",
        "ال مغرب ال يوم",
        "اسم المست_خدم والن_طاق",
        "سال 1400 سالم قالی",
        "ال",
        "",
        "قال",
    ],
)
def test_right_words_stay(line: str) -> None:
    assert mended(line) == line


def test_other_lines_that_show_the_fault_decide_where_both_are_words() -> None:
    assert mended("خالصة البرنامج") == "خالصة البرنامج"
    assert mended("خالصة البرنامج", seen=True) == "خلاصة البرنامج"
    lines = ("خالصة البرنامج", "المجلس األعلى للحسابات", "باإلضافة إلى ذلك")
    made = balagh.repair_text("\n".join(lines)).text.split("\n")
    assert made == ["خلاصة البرنامج", "المجلس الأعلى للحسابات", "بالإضافة إلى ذلك"]


def test_a_slip_among_right_lines_says_nothing_of_them() -> None:
    right = ["خلاصة التقرير الأول", "المجلس الأعلى للحسابات", "بالإضافة إلى الأشغال", "خالصة الأداء"]
    text = "\n".join([*right, "المجلس األعلى", "خالصة البرنامج"])
    assert balagh.repair_text(text).text == text.replace("األعلى", "الأعلى")


def test_what_may_be_either_is_proposed() -> None:
    (edit,) = find_lam_alef("عملية عالقة")
    assert not edit.applied
    assert edit.after == "لا"
    assert edit.alternatives == ("ال",)


def test_a_word_is_known_by_its_forms() -> None:
    assert forms_of("علاقة") > 3 * forms_of("عالقة")
    assert forms_of("ملاحظة") > 3 * forms_of("مالحظة")
    assert forms_of("مجال") > 3 * forms_of("مجلا")
    assert is_listed("كلام")
    assert not is_listed("كلامظ")


def test_neighbours_say_which_word_is_meant() -> None:
    assert turned_by_context(["نص", "البالغ"], 1) == 3
    assert turned_by_context(["المبلغ", "البالغ"], 1) is None
    assert turned_by_context(["ال", "يجوز"], 0) == 0
    assert turned_by_context(["ال", "تنمية"], 0) is None


def test_the_telltale_needs_a_word_that_the_turned_pair_makes() -> None:
    assert shows_lam_alef("المجلس األعلى")
    assert not shows_lam_alef("ترواال")
    assert not shows_lam_alef("المجلس الأعلى")


def test_each_pair_is_an_edit_of_its_own() -> None:
    (edit,) = find_lam_alef("المجلس األعلى")
    assert (edit.start, edit.end, edit.after, edit.rule) == (8, 10, "لأ", Rule.LAM_ALEF_ORDER)
    assert edit.confidence > 0.9
