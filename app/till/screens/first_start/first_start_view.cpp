#include "app/till/screens/first_start/first_start_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/first_start/by_hand_view.hpp"
#include "app/till/screens/first_start/fields_view.hpp"
#include "app/till/screens/first_start/place.hpp"
#include "app/till/screens/first_start/place_view.hpp"
#include "app/till/screens/first_start/printer_view.hpp"
#include "app/till/screens/first_start/rail_view.hpp"
#include "app/till/screens/first_start/summary_view.hpp"
#include "app/till/screens/goods/table_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"
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

constexpr std::pair<Command, int> kMoves[] = {{Command::line_up, -1},
                                              {Command::line_down, 1},
                                              {Command::choice_before, -1},
                                              {Command::choice_behind, 1},
                                              {Command::next_tab, 1}};

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
