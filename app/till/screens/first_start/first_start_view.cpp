#include "app/till/screens/first_start/first_start_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/first_start/by_hand_view.hpp"
#include "app/till/screens/first_start/country_words.hpp"
#include "app/till/screens/first_start/place.hpp"
#include "app/till/screens/first_start/place_view.hpp"
#include "app/till/screens/first_start/rail_view.hpp"
#include "app/till/screens/goods/table_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"
#include "app/till/ui/beside.hpp"
#include "app/till/ui/languages.hpp"

namespace till::first_start {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

struct Words {
    TextKey question;
    TextKey hint;
};

Words words_of(const Model& m) {
    switch (m.step) {
        case Step::country:
            return {TextKey::start_country, TextKey::start_country_hint};
        case Step::zone:
            return {TextKey::start_zone, TextKey::start_zone_hint};
        case Step::tax:
            return {TextKey::start_tax,
                    is_elsewhere(m) ? TextKey::start_tax_elsewhere_hint : TextKey::start_tax_hint};
        case Step::logo:
            return {TextKey::start_logo, TextKey::start_logo_hint};
        case Step::name:
            return {TextKey::start_name, TextKey::start_name_hint};
        case Step::address:
            return {TextKey::start_address, TextKey::start_address_hint};
        case Step::tax_number:
            return {TextKey::start_tax_number, TextKey::start_tax_number_hint};
        case Step::footer:
            return {TextKey::start_footer, TextKey::start_footer_hint};
        case Step::manager:
            return {TextKey::start_manager, TextKey::start_manager_hint};
        case Step::pin:
            return {TextKey::start_pin, TextKey::start_pin_hint};
        case Step::printer:
            return {TextKey::start_printer, TextKey::start_printer_hint};
        case Step::goods:
            return {TextKey::start_goods, TextKey::start_goods_hint};
        case Step::ready:
            return {TextKey::start_ready, TextKey::start_ready_hint};
    }
    return {TextKey::start_country, TextKey::start_country_hint};
}

TextKey usual_label_of(Field field) {
    switch (field) {
        case Field::name:
            return TextKey::start_field_name;
        case Field::street:
            return TextKey::start_field_street;
        case Field::town:
            return TextKey::start_field_town;
        case Field::tax_number:
            return TextKey::start_field_tax_number;
        case Field::footer:
            return TextKey::start_field_footer;
        case Field::manager:
            return TextKey::start_field_manager;
        case Field::printer:
            return TextKey::start_printer_address;
        case Field::file:
            return TextKey::start_field_file;
        case Field::currency:
            return TextKey::start_field_currency;
        case Field::rate:
            return TextKey::start_field_rate;
        case Field::logo:
            return TextKey::shop_logo_path;
    }
    return TextKey::start_field_name;
}

std::string_view label_of(const ui::Frame& frame, const Model& m, Field field) {
    const auto& own = m.countries.at(m.country).own;
    if (field == Field::rate && own) return own->asks.in(frame.texts().language());
    return frame.text(usual_label_of(field));
}

float paragraph(ui::Frame& frame, Rect& rest, const ui::TextStyle& style, ui::Colour colour,
                std::string_view words, float gap) {
    constexpr int kLinesMax = 4;
    if (words.empty()) return 0;
    const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
    frame.pen().paragraph(
        ui::take_top(rest, height, gap),
        {.style = style, .colour = colour, .cut = ui::Cut::allowed, .lines_max = kLinesMax}, words);
    return height;
}

constexpr std::pair<Command, int> kMoves[] = {{Command::line_up, -1},
                                              {Command::line_down, 1},
                                              {Command::choice_before, -1},
                                              {Command::choice_behind, 1},
                                              {Command::next_tab, 1}};
constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
constexpr std::string_view kAddress{"192.168.1.50"};  // of a printer, to go by

/// Left and right choose the language on the first screen, where nothing lies beside each other.
std::optional<Action> language_by_keys(ui::Frame& frame, const Model& m) {
    if (frame.commanded(Command::choice_behind))
        return LanguageChosen{std::min(m.language + 1, std::size(ui::kLanguages) - 1)};
    if (frame.commanded(Command::choice_before))
        return LanguageChosen{m.language - std::min<std::size_t>(m.language, 1)};
    return std::nullopt;
}

/// "Reading… 1,204 rows"
std::string busy_words(const ui::Frame& frame, const Model& m) {
    std::string words{frame.text(m.busy == Busy::making     ? TextKey::start_making
                                 : m.busy == Busy::printing ? TextKey::start_printer_printing
                                                            : TextKey::goods_reading)};
    if (!m.progress.empty()) words.append(" ").append(m.progress);
    return words;
}

/// Whether the answer's effect stands beside it.
bool has_parts(const Model& m) {
    return m.step == Step::country || (m.step == Step::ready && m.goods == Goods::file);
}

/// Both sides of such a question; their key, where one is shown, stands where the step is told.
ui::Panes panes(ui::Frame& frame, const Rect& place, float share) {
    Rect head = frame.display();
    (void)take_rail(frame, head);
    head = head.inset(frame.space().xl);
    head = ui::take_top(head, frame.size().touch_min);
    return {frame,
            "first_start",
            place,
            {.share = share,
             .gap = frame.space().l,
             .first_name = frame.text(TextKey::pane_list),
             .second_name = frame.text(TextKey::pane_details),
             .key_place = ui::take_start(head, frame.size().pane_key)}};
}

TextKey printer_hint(const Model& m) {
    switch (m.page) {
        case Page::none:
            break;
        case Page::asked:
            return TextKey::start_printer_asked;
        case Page::good:
            return TextKey::start_printer_good;
        case Page::bad:
            return TextKey::start_printer_bad;
    }
    return TextKey::start_printer_hint;
}

/// The keys of the last step, and of the question whether a test page came out.
struct FootWords {
    TextKey back{TextKey::back_to_sale};
    TextKey next{TextKey::start_next};
};
FootWords foot_words(const Model& m) {
    if (m.step == Step::ready && m.asks.asking) return {.next = TextKey::goods_column_take};
    if (m.step == Step::ready) return {.next = TextKey::start_sell};
    if (m.busy == Busy::printing) return {.back = TextKey::replace_stop};
    if (m.step == Step::printer && m.page == Page::asked)
        return {TextKey::start_printer_no, TextKey::start_printer_yes};
    return {};
}

/// "3 / 11", of those that are asked.
std::string place_among_steps(const Model& m) {
    std::size_t here = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i < kSteps; ++i) {
        const auto step = static_cast<Step>(i);
        if (!is_asked(m, step)) continue;
        ++all;
        if (step <= m.step) ++here;
    }
    return fmt::format("{} / {}", here, all);
}

std::optional<Action> draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const float gap = m.step == Step::pin ? frame.space().xs : frame.space().m;
    Rect head = ui::take_top(rest, frame.size().touch_min, gap);
    const auto languages = ui::language_names(frame.texts());
    const bool key_before = frame.narrow() && has_parts(m);
    const Rect place = ui::take_end(
        head,
        key_before ? head.width() - frame.size().pane_key - frame.space().m : head.width() * 0.8F,
        frame.space().m);
    if (const auto language =
            ui::choices(frame, "language", place, languages, m.language, ui::Align::end))
        out = LanguageChosen{*language};
    const std::string step = place_among_steps(m);
    if (!key_before)
        frame.pen().text(
            head,
            {.style = {ui::TextSize::label, ui::Weight::medium}, .colour = frame.colour().accent},
            step);
    Words words = words_of(m);
    if (m.step == Step::printer) words.hint = printer_hint(m);
    const bool refused = !m.refusal.empty();
    std::string hint = m.busy != Busy::no ? busy_words(frame, m)
                       : refused          ? m.refusal
                                          : std::string{frame.text(words.hint)};
    if (m.step == Step::pin) {
        // The question stands above the number pad, which needs the room where letters are large.
        if (is_low(frame)) return out;
        hint.append(" ").append(frame.text(TextKey::start_pin_about)).append(".");
    } else {
        paragraph(frame, rest, {ui::TextSize::title, ui::Weight::bold}, frame.colour().ink,
                  frame.text(words.question), frame.space().xs);
    }
    paragraph(frame, rest, kBody, refused ? frame.colour().warning : frame.colour().muted, hint,
              frame.space().m);
    return out;
}

/// Whether a page can be tried on what is asked about.
bool shows_test(const Model& m) {
    return m.step == Step::printer && m.page != Page::asked && m.busy != Busy::printing;
}

std::optional<Action> draw_foot(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const bool busy = m.busy != Busy::no;
    const bool may_go_back = m.busy == Busy::printing || (!busy && m.step != Step::country);
    const bool test = shows_test(m);
    const FootWords words = foot_words(m);
    constexpr float kShares[] = {1, 2};
    constexpr float kWithTest[] = {1, 1.5F, 2};
    const Rect row = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    const auto keys = test ? ui::columns(row, kWithTest, frame.space().m)
                           : ui::columns(row, kShares, frame.space().m);
    const auto size_of = [&](TextKey key, const Rect& place) {
        const std::string_view labels[] = {frame.text(key)};
        return ui::alike(frame, labels, place.width());
    };
    if (m.step == Step::country && m.can_replace) {
        // In the place of the way back, of which there is none.
        if (ui::action_key(frame, "replace", keys[0],
                           {.label = frame.text(TextKey::start_replace),
                            .command = Command::hold,
                            .size = size_of(TextKey::start_replace, keys[0])}))
            out = ReplacePressed{};
    } else if (ui::action_key(frame, "back", keys[0],
                              {.label = frame.text(words.back),
                               .command = Command::back,
                               .enabled = may_go_back})) {
        out = BackPressed{};
    }
    if (test && ui::action_key(frame, "test", keys[1],
                               {.label = frame.text(TextKey::start_printer_test),
                                .command = Command::price,
                                .enabled = may_test(m),
                                .size = size_of(TextKey::start_printer_test, keys[1])}))
        out = TestPressed{};
    if (ui::money_key(frame, "next", keys.back(),
                      {.label = frame.text(words.next),
                       .command = Command::confirm,
                       .look = busy ? ui::Look::plain : ui::Look::accent,
                       .enabled = !busy}))
        out = NextPressed{};
    return out;
}

std::optional<Action> draw_countries(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    ui::Panes two = panes(frame, place, 1 / 2.2F);
    two.first([&](const Rect& half) { out = draw_names(frame, m, half); });
    two.second([&](const Rect& half) { draw_country(frame, m, ui::card(frame, half)); });
    return out;
}

std::optional<Action> draw_fields(ui::Frame& frame, const Model& m, Rect rest,
                                  bool with_keyboard = true) {
    std::optional<Action> out;
    const auto fields = fields_of(m);
    constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::regular};
    const float field_height = frame.theme().line_height(kLabel.size) + frame.space().xs +
                               frame.size().touch_min + frame.space().s;
    const float room = rest.height() - static_cast<float>(fields.size()) * field_height;
    const float keys = std::min(ui::keyboard_height(frame) * 1.25F, room - frame.space().m);
    // Where letters are large and the display is low, a finger on a field brings the keys up.
    const bool has_keys = with_keyboard && keys >= ui::keyboard_height(frame);
    const Rect board = has_keys ? ui::take_bottom(rest, keys, frame.space().m) : Rect{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        paragraph(frame, rest, kLabel, frame.colour().muted, label_of(frame, m, fields[i]),
                  frame.space().xs);
        const auto answer =
            ui::text_field(frame, ui::numbered("entry", static_cast<long long>(i)),
                           ui::take_top(rest, frame.size().touch_min, frame.space().s),
                           {.text = m.text(fields[i]),
                            .hint = fields[i] == Field::printer ? kAddress : "",
                            .writing = i == m.field && m.busy == Busy::no &&
                                       (m.step != Step::printer || m.page != Page::asked),
                            .characters_max = kCharactersMax,
                            .full = m.full && i == m.field});
        if (answer.text) out = Typed{*answer.text};
        if (answer.wanted || answer.tapped) out = FieldWanted{i, answer.tapped && is_low(frame)};
        if (answer.entered) out = NextPressed{};
        if (answer.left) out = BackPressed{};
    }
    if (!has_keys) return out;
    if (const auto press = ui::keyboard(frame, "key", board, frame.texts().language(), m.capitals))
        out = Touched{*press};
    return out;
}

std::vector<std::string_view> goods_choices(const ui::Frame& frame) {
    return {frame.text(TextKey::start_goods_demo), frame.text(TextKey::start_goods_none),
            frame.text(TextKey::start_goods_file)};
}

/// As the screen of goods shows them; a finger on the path brings the keys up.
std::optional<Action> draw_files(ui::Frame& frame, const Model& m, const Rect& rest) {
    std::vector<common::Place> places;
    for (const FoundFile& file : m.files) places.push_back(file.place);
    auto answer = common::draw_choose(frame, rest,
                                      {.places = places,
                                       .chosen = m.file,
                                       .path = m.text(Field::file),
                                       .hint = frame.text(TextKey::goods_path_hint),
                                       .writing = m.writing_path && m.busy == Busy::no,
                                       .nothing = {}});
    if (answer.tapped) return FileTapped{*answer.tapped};
    if (answer.typed) return Typed{std::move(*answer.typed)};
    if (answer.wanted) return FieldWanted{0, answer.by_finger};
    if (answer.entered) return NextPressed{};
    if (answer.left) return BackPressed{};
    return std::nullopt;
}

std::optional<Action> draw_choices(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto labels = goods_choices(frame);
    const auto cells = ui::columns(ui::take_top(rest, frame.size().money_key, frame.space().l),
                                   static_cast<int>(labels.size()), frame.space().m);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const ui::Button key{.label = labels[i],
                             .look = i == choice_of(m) ? ui::Look::strong : ui::Look::quiet};
        if (ui::money_key(frame, ui::numbered("choice", static_cast<long long>(i)), cells[i], key))
            out = ChoiceMade{i};
    }
    if (lists_files(m)) {
        if (auto action = draw_files(frame, m, rest)) out = std::move(action);
    } else if (!fields_of(m).empty()) {
        if (auto action = draw_fields(frame, m, rest)) out = std::move(action);
    }
    return out;
}

std::string_view printer_label(const ui::Frame& frame, const Model& m, std::size_t row) {
    if (row == 0) return frame.text(TextKey::start_printer_auto);
    if (row <= m.printers.size()) return m.printers[row - 1].name;
    if (row == m.printers.size() + 1) return frame.text(TextKey::start_printer_network);
    return frame.text(TextKey::start_printer_none);
}

/// "Epson TM-T88 · ready", or that there is none.
std::string what_is_there(const ui::Frame& frame, const Model& m) {
    if (!m.named_printer.empty()) return m.named_printer;
    if (m.printers.empty()) {
        return std::string{frame.text(m.looking_for_printers ? TextKey::start_printer_looking
                                                             : TextKey::start_printer_not_found)};
    }
    std::string words = m.printers.front().name;
    if (!m.printers.front().state.empty())
        ui::add_beside(frame.texts(), words, m.printers.front().state);
    return words;
}

/// The one that is chosen: how it is, and where.
std::optional<Action> draw_printer(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    switch (printer_of(m)) {
        case Printer::by_itself:
            paragraph(frame, rest, kBody, frame.colour().ink, what_is_there(frame, m), 0);
            break;
        case Printer::found: {
            const auto& printer = m.printers[m.printer - 1];
            paragraph(frame, rest, kBody, frame.colour().ink, printer.state, frame.space().s);
            paragraph(frame, rest, kBody, frame.colour().muted, printer.address, 0);
            break;
        }
        case Printer::network:
            if (auto action = draw_fields(frame, m, rest, false)) out = std::move(action);
            break;
        case Printer::none:
            break;
    }
    return out;
}

std::optional<Action> draw_printers(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (printer_of(m) == Printer::network && m.busy == Busy::no && m.page != Page::asked) {
        const float keys = ui::keyboard_height(frame);
        const float least = 3 * frame.size().touch_min + 3 * frame.space().m;
        if (rest.height() >= keys + least) {
            const Rect board = ui::take_bottom(rest, keys, frame.space().m);
            if (const auto press = ui::keyboard(frame, "key", board, "en", m.capitals))
                out = Touched{*press};
        }
    }
    constexpr float kShares[] = {1.2F, 1};
    const auto halves = ui::columns(rest, kShares, frame.space().l);
    const common::List list{.id = "printers",
                            .count = choices_of(m),
                            .chosen = m.printer,
                            .height = frame.size().touch_min};
    const auto tapped = common::draw_list(
        frame, ui::card(frame, halves[0], frame.space().m), list, "printer", [&](std::size_t i) {
            const bool found = i > 0 && i <= m.printers.size();
            return ui::Row{.title = printer_label(frame, m, i),
                           .figure = found ? std::string_view{m.printers[i - 1].state} : "",
                           .strong = i == m.printer,
                           .chosen = i == m.printer,
                           .tappable = true};
        });
    if (tapped) out = ChoiceMade{*tapped};
    if (auto action = draw_printer(frame, m, ui::card(frame, halves[1], frame.space().m)))
        out = std::move(action);
    return out;
}

void draw_summary(ui::Frame& frame, const Model& m, const Rect& place) {
    const Rect inside = ui::card(frame, place);
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&](Field field) {
        if (!m.text(field).empty()) lines.emplace_back(label_of(frame, m, field), m.text(field));
    };
    const auto country = country_of_shop(m);
    lines.emplace_back(frame.text(TextKey::start_field_country),
                       std::string{name_of(frame, country)} + " · " + country.currency);
    if (is_asked(m, Step::zone))
        lines.emplace_back(frame.text(TextKey::fact_zone), clock_words(country.zone));
    if (is_asked(m, Step::tax)) add(Field::rate);
    if (const auto logo = logo_of(m); !logo.empty())
        lines.emplace_back(frame.text(TextKey::shop_logo),
                           std::filesystem::path{logo}.filename().string());
    for (const Field field : {Field::name, Field::street, Field::town, Field::tax_number,
                              Field::footer, Field::manager})
        add(field);
    lines.emplace_back(frame.text(TextKey::sign_on_pin),
                       m.pin.text.empty()
                           ? std::string{frame.text(TextKey::start_pin_without)}
                           : frame.texts().with(TextKey::start_pin_set, {{"pin", m.pin.text}}));
    lines.emplace_back(frame.text(TextKey::start_field_printer),
                       std::string{printer_label(frame, m, m.printer)});
    lines.emplace_back(frame.text(TextKey::start_field_goods),
                       m.goods == Goods::file
                           ? m.found.words
                           : std::string{goods_choices(frame)[static_cast<std::size_t>(m.goods)]});
    const float row = frame.size().list_row;
    ui::ScrollArea area{frame,
                        "summary",
                        inside,
                        row * static_cast<float>(lines.size()),
                        {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Rect place_of_row = ui::take_top(all, row);
        if (!area.shows(place_of_row)) continue;
        ui::list_row(frame, ui::numbered("answer", static_cast<long long>(i)), place_of_row,
                     {.title = lines[i].second, .note = lines[i].first});
    }
}

/// The answers, and beside them what the file of goods would bring.
std::optional<Action> draw_ready(ui::Frame& frame, const Model& m, const Rect& place) {
    if (m.goods != Goods::file) {
        draw_summary(frame, m, place);
        return std::nullopt;
    }
    std::optional<Action> out;
    ui::Panes two = panes(frame, place, 0.6F);
    two.first([&](const Rect& part) {
        const goods::Below below{&m.found.refused, m.found.more_refused};
        if (auto action = goods::draw_table(frame, m.found.table, m.asks, m.busy == Busy::no,
                                            ui::card(frame, part, frame.space().m), below))
            out = std::move(*action);
    });
    two.second([&](const Rect& part) { draw_summary(frame, m, part); });
    return out;
}

/// What is asked for: the question, or where there is more than a field, what this one is for.
std::string_view by_hand_words(const ui::Frame& frame, const Model& m) {
    const auto fields = fields_of(m);
    const bool alone = fields.size() == 1 && choices_of(m) == 0;
    return alone && m.step != Step::tax ? frame.text(words_of(m).question)
                                        : label_of(frame, m, fields.at(m.field));
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = frame.display();
    if (const Rect rail = take_rail(frame, rest); !rail.empty()) draw_rail(frame, m, rail);
    rest = rest.inset(frame.space().xl);
    if (writes_by_hand(frame, m)) {
        keep(draw_foot(frame, m, rest));
        keep(draw_by_hand(frame, m, by_hand_words(frame, m), rest));
        return out;
    }
    keep(draw_head(frame, m, rest));
    if (m.step == Step::pin) {
        if (const auto action = prompt::draw(frame, m.pin, rest)) keep(Prompted{*action});
        return out;
    }
    if (m.step == Step::ready && m.goods == Goods::file && m.busy == Busy::no) {
        if (auto action = goods::table_keys(frame, m.asks, true)) keep(std::move(*action));
    }
    keep(draw_foot(frame, m, rest));
    switch (m.step) {
        case Step::country:
            keep(draw_countries(frame, m, rest));
            break;
        case Step::zone:
            keep(draw_clocks(frame, m, rest));
            break;
        case Step::logo:
            keep(draw_logos(frame, m, rest));
            break;
        case Step::tax:
        case Step::name:
        case Step::address:
        case Step::tax_number:
        case Step::footer:
        case Step::manager:
            keep(draw_fields(frame, m, rest));
            break;
        case Step::printer:
            keep(draw_printers(frame, m, rest));
            break;
        case Step::goods:
            keep(draw_choices(frame, m, rest));
            break;
        case Step::ready:
            keep(draw_ready(frame, m, rest));
            break;
        case Step::pin:
            break;
    }
    if (m.step == Step::country) keep(language_by_keys(frame, m));
    if (!out && lists_files(m)) {
        if (frame.commanded(Command::line_up)) out = FilesMoved{-1};
        if (frame.commanded(Command::line_down)) out = FilesMoved{1};
    }
    for (const auto& [command, by] : kMoves) {
        if (!out && m.step != Step::ready && frame.commanded(command)) out = Moved{by};
    }
    return out;
}

}  // namespace till::first_start
