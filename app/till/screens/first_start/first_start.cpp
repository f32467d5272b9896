#include "app/till/screens/first_start/first_start.hpp"

#include <algorithm>

#include "app/till/screens/first_start/place.hpp"
#include "app/till/ui/languages.hpp"
#include "pos/locale/zone.hpp"
#include "pos/people/pin.hpp"

namespace till::first_start {

namespace {

constexpr std::size_t kBytesMax = 4 * kCharactersMax;

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// By itself, by an address, none.
constexpr std::size_t kOtherPrinters = 3;

std::size_t moved(std::size_t from, int by, std::size_t count) {
    const int last = static_cast<int>(count) - 1;
    return static_cast<std::size_t>(std::clamp(static_cast<int>(from) + by, 0, std::max(last, 0)));
}

void go_to(Model& m, Step step) {
    m.step = step;
    m.field = 0;
    m.by_hand = false;
    m.full = false;
    m.writing_path = (step == Step::goods && !m.text(Field::file).empty()) ||
                     (step == Step::logo && !m.text(Field::logo).empty());
    m.asks = {};
    m.refusal.clear();
    m.pin.refusal.clear();
    const auto fields = fields_of(m);
    m.capitals = !fields.empty() && m.text(fields.front()).empty();
}

/// To the next question that is asked, or the one before. The first and the last always are.
void go(Model& m, int by) {
    auto step = m.step;
    do {
        step = static_cast<Step>(moved(static_cast<std::size_t>(step), by, kSteps));
    } while (!is_asked(m, step));
    go_to(m, step);
}

void choose_country(Model& m, std::size_t index) {
    if (index == m.country) return;
    m.country = index;
    choose_clocks(m);
}

Outcome look(Model& m) {
    m.refusal.clear();
    m.busy = Busy::looking;
    return Outcome::look;
}

Outcome look_at_logo(Model& m) {
    m.refusal.clear();
    m.busy = Busy::looking;
    return Outcome::logo;
}

Outcome test(Model& m) {
    if (!may_test(m)) return Outcome::open;
    m.refusal.clear();
    m.by_hand = false;
    m.page = Page::none;
    m.busy = Busy::printing;
    return Outcome::test;
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
    if (index >= choices_of(m)) return;
    m.refusal.clear();
    m.field = 0;
    m.by_hand = false;
    m.full = false;
    if (m.step == Step::printer) {
        if (m.printer != index) m.page = Page::none;
        m.printer = index;
        m.capitals = false;
    }
    if (m.step == Step::goods) m.goods = static_cast<Goods>(index);
    if (m.step == Step::zone) {
        m.zone = index;
        fill_in_currency(m);
    }
    if (m.step == Step::logo) {
        m.logo = index;
        m.text(Field::logo).clear();
        m.writing_path = false;
    }
}

/// Whether the answer that is there can be taken; where not, nothing moves.
bool is_answered(const Model& m) {
    if (m.step == Step::manager) return !m.text(Field::manager).empty();
    if (m.step == Step::printer && printer_of(m) == Printer::network)
        return !m.text(Field::printer).empty();
    return true;
}

Outcome ask(Model& m, const goods::TableAction& action) {
    if (m.step != Step::ready || m.goods != Goods::file) return Outcome::open;
    m.refusal.clear();
    const auto decided = goods::update(m.asks, m.found.table, action);
    if (!decided) return Outcome::open;
    m.decided = *decided;
    return Outcome::column;
}

Outcome next(Model& m) {
    m.full = false;
    if (m.asks.asking) return ask(m, goods::AskingEntered{});
    if (m.step == Step::ready) return make(m);
    if (m.step == Step::printer && m.page == Page::asked) m.page = Page::good;
    const auto fields = fields_of(m);
    if (m.field + 1 < fields.size()) {
        ++m.field;
        m.capitals = m.text(fields[m.field]).empty();
        return Outcome::open;
    }
    if (!is_answered(m)) return Outcome::open;
    if (m.step == Step::goods && m.goods == Goods::file) return look(m);
    if (m.step == Step::tax && tax_doubt(m) != TaxDoubt::none) return Outcome::doubt;
    if (m.step == Step::logo && !logo_of(m).empty()) return look_at_logo(m);
    if (m.step == Step::printer && printer_of(m) == Printer::network) return Outcome::check;
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
    if (chosen.index < m.countries.size()) choose_country(m, chosen.index);
    return Outcome::open;
}

Outcome apply(Model& m, const ChoiceMade& made) {
    choose(m, made.index);
    return Outcome::open;
}

Outcome apply(Model& m, const Moved& by) {
    if (m.step == Step::country) {
        choose_country(m, moved(m.country, by.by, m.countries.size()));
    } else if (choices_of(m) > 0) {
        choose(m, moved(choice_of(m), by.by, choices_of(m)));
    } else {
        m.field = moved(m.field, by.by, fields_of(m).size());
    }
    return Outcome::open;
}

Outcome apply(Model& m, const Typed& typed) {
    m.by_hand = false;  // there is a keyboard
    m.full = false;
    if (lists_files(m) || m.step == Step::logo) m.writing_path = true;
    if (auto* text = written(m); text != nullptr && length_of(typed.text) <= kCharactersMax) {
        const bool begins = is_usual(m) && typed.text.starts_with(*text);
        *text = begins ? typed.text.substr(text->size()) : typed.text;
    }
    m.refusal.clear();
    if (m.step == Step::printer) m.page = Page::none;
    return Outcome::open;
}

Outcome apply(Model& m, const FieldWanted& wanted) {
    if (wanted.index >= fields_of(m).size()) return Outcome::open;
    m.field = wanted.index;
    if (lists_files(m) || m.step == Step::logo) m.writing_path = true;
    m.by_hand = wanted.keys && m.page != Page::asked;
    return Outcome::open;
}

Outcome apply(Model& m, const Touched& touched) {
    auto* text = written(m);
    if (text == nullptr) return Outcome::open;
    m.refusal.clear();
    if (is_usual(m) && touched.press.what != ui::KeyboardPress::What::shift) text->clear();
    m.full = touched.press.what == ui::KeyboardPress::What::character &&
             length_of(*text) >= kCharactersMax;
    if (m.full) return Outcome::open;
    ui::press_key(touched.press, kBytesMax, *text, m.capitals);
    if (m.step == Step::printer) {
        m.page = Page::none;
        // An address is no sentence.
        if (touched.press.what != ui::KeyboardPress::What::shift) m.capitals = false;
    }
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
    m.full = false;
    if (m.asks.asking) {
        m.asks.asking.reset();
    } else if (m.step == Step::printer && m.page == Page::asked) {
        m.page = Page::bad;
    } else if (m.by_hand) {
        m.by_hand = false;  // back to the question
        const auto* text = written(m);
        m.writing_path = text != nullptr && !text->empty();
    } else if (m.field > 0 && choices_of(m) == 0) {
        --m.field;
    } else {
        go(m, -1);
    }
    return Outcome::open;
}

Outcome apply(Model& m, const TestPressed&) {
    return test(m);
}

Outcome apply(Model& m, const FileTapped& tapped) {
    if (!lists_files(m) || tapped.index >= m.files.size()) return Outcome::open;
    m.text(Field::file).clear();
    m.writing_path = false;
    m.file = tapped.index;
    return look(m);
}

Outcome apply(Model& m, const FilesMoved& by) {
    if (!lists_files(m)) return Outcome::open;
    m.refusal.clear();
    if (m.writing_path) {
        m.text(Field::file).clear();
        m.writing_path = false;
    } else {
        m.file = moved(m.file, by.by, m.files.size());
    }
    return Outcome::open;
}

Outcome apply(Model& m, const goods::TableAction& action) {
    return ask(m, action);
}

Outcome apply(Model& m, const ReplacePressed&) {
    return m.can_replace && m.step == Step::country ? Outcome::replace : Outcome::open;
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
        case Step::tax:
            if (is_elsewhere(m)) return {Field::currency, Field::rate};
            return {Field::rate};
        case Step::logo:
            return {Field::logo};
        case Step::footer:
            return {Field::footer};
        case Step::manager:
            return {Field::manager};
        case Step::goods:
            if (m.goods == Goods::file) return {Field::file};
            return {};
        case Step::printer:
            if (printer_of(m) == Printer::network) return {Field::printer};
            return {};
        case Step::country:
        case Step::zone:
        case Step::pin:
        case Step::ready:
            return {};
    }
    return {};
}

std::size_t choices_of(const Model& m) {
    if (m.step == Step::printer) return m.printers.size() + kOtherPrinters;
    if (m.step == Step::zone) return m.zones.size();
    if (m.step == Step::logo) return m.logos.size() + 1;
    return m.step == Step::goods ? 3 : 0;
}

std::size_t choice_of(const Model& m) {
    if (m.step == Step::zone) return m.zone;
    if (m.step == Step::logo) return m.logo;
    return m.step == Step::printer ? m.printer : static_cast<std::size_t>(m.goods);
}

Printer printer_of(const Model& m) {
    if (m.printer == 0) return Printer::by_itself;
    if (m.printer <= m.printers.size()) return Printer::found;
    return m.printer == m.printers.size() + 1 ? Printer::network : Printer::none;
}

std::string printer_setting(const Model& m) {
    switch (printer_of(m)) {
        case Printer::by_itself:
            break;
        case Printer::found:
            return m.printers.at(m.printer - 1).address;
        case Printer::network: {
            const std::string& typed = m.text(Field::printer);
            const bool whole = typed.starts_with("tcp:") || typed.starts_with("serial:") ||
                               typed.starts_with("usb:") || typed.starts_with("file:");
            return whole ? typed : "tcp:" + typed;
        }
        case Printer::none:
            return "none";
    }
    return {};
}

bool lists_files(const Model& m) {
    return m.step == Step::goods && m.goods == Goods::file && !m.files.empty();
}

const std::string& file_of(const Model& m) {
    const std::string& typed = m.text(Field::file);
    return typed.empty() && m.file < m.files.size() ? m.files[m.file].path : typed;
}

bool may_test(const Model& m) {
    const bool busy = m.busy != Busy::no || m.looking_for_printers || m.page == Page::asked;
    if (m.step != Step::printer || busy) return false;
    switch (printer_of(m)) {
        case Printer::by_itself:
            return !m.printers.empty() || !m.named_printer.empty();
        case Printer::found:
            return true;
        case Printer::network:
            return !m.text(Field::printer).empty();
        case Printer::none:
            break;
    }
    return false;
}

Model begin(const std::string& zone, std::size_t language, pos::Instant now) {
    Model m{.language = language,
            .countries = app::core::countries(),
            .system_zone = zone,
            .now = now,
            .zones = {},
            .logos = {},
            .texts = {},
            .usual = {},
            .pin = {}};
    const std::string code = pos::locale::country_of(zone);
    const auto here = std::ranges::find(m.countries, code, &app::core::Country::code);
    // Of which nothing is known: any other, at the end.
    if (!code.empty()) m.country = static_cast<std::size_t>(here - m.countries.begin());
    m.countries.emplace_back();
    choose_clocks(m);
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

void reading_again(Model& m) {
    m.refusal.clear();
    m.busy = Busy::looking;
}

void column_refused(Model& m, std::string why) {
    m.refusal = std::move(why);
}

void files_found(Model& m, std::vector<FoundFile> files) {
    const std::string before = m.file < m.files.size() ? m.files[m.file].path : std::string{};
    const auto same = std::ranges::find(files, before, &FoundFile::path);
    m.file = same == files.end() ? 0 : static_cast<std::size_t>(same - files.begin());
    m.files = std::move(files);
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

void printers_found(Model& m, std::vector<FoundPrinter> printers, bool still_looking) {
    m.looking_for_printers = still_looking;
    const Printer chosen = printer_of(m);
    std::size_t at = 0;
    if (chosen == Printer::found) {
        const auto& before = m.printers.at(m.printer - 1).address;
        const auto same = std::ranges::find(printers, before, &FoundPrinter::address);
        if (same != printers.end())
            at = static_cast<std::size_t>(same - printers.begin()) + 1;
        else
            m.page = Page::none;
    } else if (chosen != Printer::by_itself) {
        at = printers.size() + (chosen == Printer::network ? 1 : 2);
    }
    m.printers = std::move(printers);
    m.printer = at;
}

void logos_found(Model& m, std::vector<FoundFile> pictures) {
    const std::string chosen = m.logo == 0 ? std::string{} : m.logos.at(m.logo - 1).path;
    const auto same = std::ranges::find(pictures, chosen, &FoundFile::path);
    m.logo = same == pictures.end() ? 0 : static_cast<std::size_t>(same - pictures.begin()) + 1;
    m.logos = std::move(pictures);
}

void logo_taken(Model& m) {
    rest(m);
    go(m, 1);
}

void answer_refused(Model& m, std::string why) {
    rest(m);
    m.by_hand = false;
    m.refusal = std::move(why);
}

void printer_taken(Model& m) {
    rest(m);
    go_to(m, Step::goods);
}

void printer_refused(Model& m, std::string why) {
    rest(m);
    m.by_hand = false;
    m.refusal = std::move(why);
}

void page_sent(Model& m) {
    rest(m);
    m.page = Page::asked;
}

Outcome goods_dropped(Model& m, std::string path) {
    if (m.busy != Busy::no) return Outcome::open;
    if (m.step == Step::logo) {
        m.text(Field::logo) = std::move(path);
        m.writing_path = true;
        return look_at_logo(m);
    }
    m.goods = Goods::file;
    m.text(Field::file) = std::move(path);
    if (m.step < Step::goods) return Outcome::open;
    go_to(m, Step::goods);
    return look(m);
}

Outcome update(Model& m, const Action& action) {
    if (m.busy == Busy::printing && std::holds_alternative<BackPressed>(action))
        return Outcome::stop;
    if (m.busy != Busy::no) return Outcome::open;
    return std::visit([&](const auto& happened) { return apply(m, happened); }, action);
}

}  // namespace till::first_start
