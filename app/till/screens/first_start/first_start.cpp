#include "app/till/screens/first_start/first_start.hpp"

#include <algorithm>

#include "app/till/ui/languages.hpp"
#include "pos/locale/zone.hpp"
#include "pos/people/pin.hpp"

namespace till::first_start {

namespace {

constexpr std::size_t kBytesMax = 200;

std::size_t moved(std::size_t from, int by, std::size_t count) {
    const int last = static_cast<int>(count) - 1;
    return static_cast<std::size_t>(std::clamp(static_cast<int>(from) + by, 0, std::max(last, 0)));
}

void go_to(Model& m, Step step) {
    m.step = step;
    m.field = 0;
    m.refusal.clear();
    m.pin.refusal.clear();
    const auto fields = fields_of(m);
    m.capitals = !fields.empty() && m.text(fields.front()).empty();
}

void go(Model& m, int by) {
    go_to(m, static_cast<Step>(moved(static_cast<std::size_t>(m.step), by, kSteps)));
}

Outcome look(Model& m) {
    m.refusal.clear();
    m.busy = Busy::looking;
    return Outcome::look;
}

Outcome make(Model& m) {
    m.refusal.clear();
    m.busy = Busy::making;
    return Outcome::make;
}

void rest(Model& m) {
    m.busy = Busy::no;
    m.progress.clear();
}

std::string* written(Model& m) {
    const auto fields = fields_of(m);
    return m.field < fields.size() ? &m.text(fields[m.field]) : nullptr;
}

/// Whether what is written in was filled in, not given.
bool is_usual(const Model& m) {
    const auto fields = fields_of(m);
    if (m.field >= fields.size()) return false;
    const auto& usual = m.usual[static_cast<std::size_t>(fields[m.field])];
    return !usual.empty() && m.text(fields[m.field]) == usual;
}

void choose(Model& m, std::size_t index) {
    if (index >= choices_of(m.step)) return;
    m.refusal.clear();
    m.field = 0;
    if (m.step == Step::printer) m.printer = static_cast<Printer>(index);
    if (m.step == Step::goods) m.goods = static_cast<Goods>(index);
}

/// Whether the answer that is there can be taken; where not, nothing moves.
bool is_answered(const Model& m) {
    if (m.step == Step::manager) return !m.text(Field::manager).empty();
    return true;
}

Outcome next(Model& m) {
    if (m.step == Step::ready) return make(m);
    const auto fields = fields_of(m);
    if (m.field + 1 < fields.size()) {
        ++m.field;
        m.capitals = m.text(fields[m.field]).empty();
        return Outcome::open;
    }
    if (!is_answered(m)) return Outcome::open;
    if (m.step == Step::goods && m.goods == Goods::file) return look(m);
    go(m, 1);
    return Outcome::open;
}

Outcome apply(Model& m, const LanguageChosen& chosen) {
    if (chosen.index >= std::size(ui::kLanguages) || chosen.index == m.language)
        return Outcome::open;
    m.language = chosen.index;
    m.refusal.clear();  // it is in the one before
    return Outcome::speak;
}

Outcome apply(Model& m, const CountryChosen& chosen) {
    if (chosen.index < m.countries.size()) m.country = chosen.index;
    return Outcome::open;
}

Outcome apply(Model& m, const ChoiceMade& made) {
    choose(m, made.index);
    return Outcome::open;
}

Outcome apply(Model& m, const Moved& by) {
    if (m.step == Step::country) {
        m.country = moved(m.country, by.by, m.countries.size());
    } else if (choices_of(m.step) > 0) {
        choose(m, moved(choice_of(m), by.by, choices_of(m.step)));
    } else {
        m.field = moved(m.field, by.by, fields_of(m).size());
    }
    return Outcome::open;
}

Outcome apply(Model& m, const Typed& typed) {
    if (auto* text = written(m); text != nullptr && typed.text.size() <= kBytesMax) {
        const bool begins = is_usual(m) && typed.text.starts_with(*text);
        *text = begins ? typed.text.substr(text->size()) : typed.text;
    }
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const FieldWanted& wanted) {
    if (wanted.index < fields_of(m).size()) m.field = wanted.index;
    return Outcome::open;
}

Outcome apply(Model& m, const Touched& touched) {
    auto* text = written(m);
    if (text == nullptr) return Outcome::open;
    m.refusal.clear();
    if (is_usual(m) && touched.press.what != ui::KeyboardPress::What::shift) text->clear();
    ui::press_key(touched.press, kBytesMax, *text, m.capitals);
    return Outcome::open;
}

Outcome apply(Model& m, const Prompted& prompted) {
    switch (prompt::update(m.pin, prompted.action)) {
        case prompt::Outcome::open:
            return Outcome::open;
        case prompt::Outcome::cancelled:
            go(m, -1);
            return Outcome::open;
        case prompt::Outcome::answered:
            break;
    }
    const bool good = m.pin.text.empty() || pos::people::is_good_pin(m.pin.text);
    if (!good) {
        m.pin.refusal = m.pin.hint;
        m.pin.text.clear();
        return Outcome::open;
    }
    go(m, 1);
    return Outcome::open;
}

Outcome apply(Model& m, const NextPressed&) {
    return next(m);
}

Outcome apply(Model& m, const BackPressed&) {
    if (m.field > 0 && choices_of(m.step) == 0) {
        --m.field;
    } else {
        go(m, -1);
    }
    return Outcome::open;
}

}  // namespace

void fill_in(Model& m, Field which, const std::string& usual) {
    auto& before = m.usual[static_cast<std::size_t>(which)];
    if (m.text(which) == before) m.text(which) = usual;
    before = usual;
}

std::vector<Field> fields_of(const Model& m) {
    switch (m.step) {
        case Step::name:
            return {Field::name};
        case Step::address:
            return {Field::street, Field::town};
        case Step::tax_number:
            return {Field::tax_number};
        case Step::footer:
            return {Field::footer};
        case Step::manager:
            return {Field::manager};
        case Step::goods:
            if (m.goods == Goods::file) return {Field::file};
            return {};
        case Step::country:
        case Step::pin:
        case Step::printer:
        case Step::ready:
            return {};
    }
    return {};
}

std::size_t choices_of(Step step) {
    if (step == Step::printer) return 2;
    return step == Step::goods ? 3 : 0;
}

std::size_t choice_of(const Model& m) {
    return m.step == Step::printer ? static_cast<std::size_t>(m.printer)
                                   : static_cast<std::size_t>(m.goods);
}

Model begin(const std::string& zone, std::size_t language) {
    Model m{.language = language,
            .countries = app::core::countries(),
            .texts = {},
            .usual = {},
            .pin = {}};
    const auto here =
        std::ranges::find(m.countries, pos::locale::country_of(zone), &app::core::Country::code);
    if (here != m.countries.end()) m.country = static_cast<std::size_t>(here - m.countries.begin());
    return m;
}

std::size_t spoken_in(const std::string& zone) {
    const auto country = app::core::find_country(pos::locale::country_of(zone));
    return ui::language_of(country ? std::string_view{country->locale} : std::string_view{});
}

void goods_found(Model& m, GoodsFound found) {
    rest(m);
    m.found = std::move(found);
    go_to(m, Step::ready);
}

void goods_refused(Model& m, std::string why) {
    rest(m);
    go_to(m, Step::goods);
    m.refusal = std::move(why);
}

void shop_refused(Model& m, std::string why) {
    rest(m);
    m.refusal = std::move(why);
}

Outcome goods_dropped(Model& m, std::string path) {
    if (m.busy != Busy::no) return Outcome::open;
    m.goods = Goods::file;
    m.text(Field::file) = std::move(path);
    if (m.step < Step::goods) return Outcome::open;
    go_to(m, Step::goods);
    return look(m);
}

Outcome update(Model& m, const Action& action) {
    if (m.busy != Busy::no) return Outcome::open;
    return std::visit([&](const auto& happened) { return apply(m, happened); }, action);
}

}  // namespace till::first_start
