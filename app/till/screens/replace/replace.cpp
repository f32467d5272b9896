#include "app/till/screens/replace/replace.hpp"

#include <algorithm>

namespace till::replace {

namespace {

constexpr std::size_t kBytesMax = 400;

std::size_t moved(std::size_t from, int by, std::size_t count) {
    const int last = static_cast<int>(count) - 1;
    return static_cast<std::size_t>(std::clamp(static_cast<int>(from) + by, 0, std::max(last, 0)));
}

Outcome begin_work(Model& m, Busy busy, Outcome outcome) {
    m.busy = busy;
    m.percent = 0;
    m.refusal.clear();
    m.writing = false;
    return outcome;
}

void rest(Model& m) {
    m.busy = Busy::no;
    m.percent = 0;
}

std::string* written(Model& m) {
    if (m.step != Step::choose) return nullptr;
    if (m.from == From::office) return &m.fields[m.field];
    return m.writing ? &m.path : nullptr;
}

Outcome next(Model& m) {
    if (m.step == Step::done) return Outcome::sell;
    if (m.step == Step::shown) return begin_work(m, Busy::replacing, Outcome::put_back);
    if (m.from == From::office) {
        if (m.field + 1 < kFields) {
            ++m.field;
            return Outcome::open;
        }
        const bool all = std::ranges::none_of(m.fields, &std::string::empty);
        return all ? begin_work(m, Busy::replacing, Outcome::take_over) : Outcome::open;
    }
    const bool some = m.writing ? !m.path.empty() : !m.copies.empty();
    if (m.writing) {
        // Written, it goes before the list until a copy is chosen there.
        if (!some) m.writing = false;
    } else {
        m.path.clear();
    }
    if (!some) return Outcome::open;
    const bool typed = m.writing;
    const Outcome outcome = begin_work(m, Busy::proving, Outcome::prove);
    m.writing = typed;
    return outcome;
}

Outcome apply(Model& m, const FromChosen& chosen) {
    if (!m.from_office || m.step != Step::choose || chosen.index > 1) return Outcome::open;
    m.from = static_cast<From>(chosen.index);
    m.writing = false;
    m.field = 0;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const CopyTapped& tapped) {
    m.writing = false;
    m.refusal.clear();
    m.chosen = moved(tapped.index, 0, m.copies.size());
    return Outcome::open;
}

Outcome apply(Model& m, const Moved& by) {
    if (m.step != Step::choose) return Outcome::open;
    if (m.from == From::office) {
        m.field = moved(m.field, by.by, kFields);
        return Outcome::open;
    }
    m.writing = false;
    m.chosen = moved(m.chosen, by.by, m.copies.size());
    return Outcome::open;
}

Outcome apply(Model& m, const PathWanted&) {
    m.writing = true;
    m.capitals = false;
    return Outcome::open;
}

Outcome apply(Model& m, const FieldWanted& wanted) {
    m.field = moved(wanted.index, 0, kFields);
    return Outcome::open;
}

Outcome apply(Model& m, const Typed& typed) {
    if (auto* text = written(m); text != nullptr && typed.text.size() <= kBytesMax)
        *text = typed.text;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const Touched& touched) {
    auto* text = written(m);
    if (text == nullptr) return Outcome::open;
    m.refusal.clear();
    ui::press_key(touched.press, kBytesMax, *text, m.capitals);
    // A path and an address are not a sentence.
    if (touched.press.what != ui::KeyboardPress::What::shift) m.capitals = false;
    return Outcome::open;
}

Outcome apply(Model& m, const AgainPressed&) {
    if (m.step != Step::choose || m.from == From::office) return Outcome::open;
    return begin(m);
}

Outcome apply(Model& m, const NextPressed&) {
    return next(m);
}

Outcome apply(Model& m, const BackPressed&) {
    m.refusal.clear();
    switch (m.step) {
        case Step::choose:
            break;
        case Step::shown:
            m.step = Step::choose;
            return Outcome::open;
        case Step::done:
            return Outcome::open;
    }
    if (m.from == From::office && m.field > 0) {
        --m.field;
        return Outcome::open;
    }
    if (!m.writing) return Outcome::leave;
    m.writing = false;
    return Outcome::open;
}

}  // namespace

Outcome begin(Model& m) {
    return begin_work(m, Busy::looking, Outcome::look);
}

Outcome dropped(Model& m, std::string path) {
    if (m.busy != Busy::no || m.step == Step::done) return Outcome::open;
    m.step = Step::choose;
    m.from = From::backup;
    m.path = std::move(path);
    m.writing = true;
    return next(m);
}

Outcome update(Model& m, const Action& action) {
    if (m.busy == Busy::proving && std::holds_alternative<BackPressed>(action))
        return Outcome::stop;
    if (m.busy != Busy::no) return Outcome::open;
    return std::visit([&](const auto& happened) { return apply(m, happened); }, action);
}

void copies_found(Model& m, std::vector<common::Place> copies) {
    rest(m);
    m.copies = std::move(copies);
    m.chosen = 0;
}

void proved(Model& m, std::vector<std::string> facts, std::vector<std::string> missing) {
    rest(m);
    m.step = Step::shown;
    m.facts = std::move(facts);
    m.missing = std::move(missing);
}

void replaced(Model& m, std::vector<std::string> facts, std::vector<std::string> missing) {
    proved(m, std::move(facts), std::move(missing));
    m.step = Step::done;
}

void refused(Model& m, std::string why) {
    rest(m);
    m.refusal = std::move(why);
}

}  // namespace till::replace
