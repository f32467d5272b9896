#include "app/till/screens/shop/shop_view.hpp"

#include <cmath>
#include <vector>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/facts_view.hpp"
#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/paragraph_view.hpp"
#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/editor/form_view.hpp"

namespace till::shop {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr float kPaperShare = 0.34F;
constexpr ui::TextStyle kPaperLabel{ui::TextSize::label, ui::Weight::medium};

/// The form, and the paper beside it.
ui::Panes panes(ui::Frame& frame, const Rect& rest) {
    return {frame,
            "shop",
            rest,
            {.share = 1 - kPaperShare,
             .gap = frame.space().l,
             .first_name = frame.text(TextKey::pane_form),
             .second_name = frame.text(TextKey::pane_receipt)}};
}

/// The receipt as it would come out of the printer, to scroll through.
void draw_paper(ui::Frame& frame, const Model& m, const Rect& place,
                const sell::Pictures& pictures) {
    Rect inside = ui::card(frame, place);
    frame.pen().text(
        ui::take_top(inside, frame.theme().line_height(kPaperLabel.size), frame.space().m),
        {.style = kPaperLabel, .colour = frame.colour().muted, .cut = ui::Cut::allowed},
        frame.text(TextKey::shop_paper));
    const auto picture = pictures(kPaper);
    if (m.paper_width_px == 0 || picture == ui::TextureId::none) return;
    const float height = std::round(inside.width() * static_cast<float>(m.paper_height_px) /
                                    static_cast<float>(m.paper_width_px));
    ui::ScrollArea area{frame, "paper", inside, height, {.keys = true, .bar_beside = true}};
    const Rect& all = area.content();
    const Rect paper{all.start, all.top, all.end, all.top + height};
    frame.pen().fill(paper.inset(-frame.size().line), frame.colour().line);
    frame.pen().picture(paper, picture, 0);
}

void draw_facts(ui::Frame& frame, const Model& m, const Rect& place) {
    const float height = common::facts_height(frame, m.facts, place.width());
    ui::ScrollArea area{frame, "facts", place, height, {.bar_beside = true}};
    Rect all = area.content();
    common::draw_facts(frame, m.facts, all);
}

std::optional<Action> draw_form(ui::Frame& frame, const Model& m, Rect rest,
                                const sell::Pictures& pictures) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::shop_title));
    common::draw_message(frame, m.message, rest);
    std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}},
        {"logo",
         {.label = frame.text(TextKey::shop_logo), .command = Command::price},
         LogoPressed{}}};
    if (m.can_start_over)
        keys.push_back({"over",
                        {.label = frame.text(TextKey::over_title),
                         .command = Command::void_line,
                         .enabled = !m.form.saving},
                        OverPressed{}});
    if (m.can_undo)
        keys.push_back({"undo",
                        {.label = frame.text(TextKey::menu_undo),
                         .command = Command::hold,
                         .enabled = !m.form.saving},
                        UndoPressed{}});
    if (m.facts.empty())
        keys.push_back({"save",
                        {.label = frame.text(TextKey::editor_save),
                         .command = Command::pay,
                         .look = ui::Look::accent,
                         .enabled = !m.form.saving && !m.form.entries.empty()},
                        SavePressed{}});
    if (auto action = common::draw_foot_keys(frame, rest, keys)) out = std::move(action);
    const float height = rest.height();
    if (m.facts.empty())
        if (auto action = editor::draw_keyboard(frame, m.form, rest)) out = Filled{*action};
    ui::Panes two = panes(frame, rest);
    two.first([&](Rect place) {
        // A keyboard on the glass leaves room for what is being written.
        if (rest.height() == height) editor::draw_about(frame, m.about, place);
        if (!m.facts.empty()) {
            draw_facts(frame, m, ui::card(frame, place));
        } else if (auto action = editor::draw_entries(frame, m.form, place)) {
            // Esc in a field leaves the screen, as it does beside one.
            if (std::holds_alternative<editor::BackPressed>(*action)) {
                out = BackPressed{};
            } else {
                out = Filled{*action};
            }
        }
    });
    two.second([&](const Rect& place) { draw_paper(frame, m, place, pictures); });
    return out;
}

/// What would become of the shop, and whether that is meant.
std::optional<Action> draw_over(ui::Frame& frame, const Model& m, Rect rest) {
    common::draw_title(frame, rest, frame.text(TextKey::over_title));
    common::draw_message(frame, m.message, rest);
    const std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}},
        {"start_over",
         {.label = frame.text(TextKey::over_title),
          .command = Command::pay,
          .look = ui::Look::accent},
         OverConfirmed{}}};
    auto out = common::draw_foot_keys(frame, rest, keys);
    const common::Paragraph how{.style = {ui::TextSize::body, ui::Weight::regular},
                                .colour = frame.colour().ink,
                                .lines_max = 8,
                                .gap = frame.space().l};
    Rect inside = ui::card(frame, rest);
    float height = 0;
    for (const std::string& words : m.lost)
        height += common::paragraph_height(frame, how, words, inside.width());
    ui::ScrollArea area{frame, "lost", inside, height, {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (const std::string& words : m.lost) common::draw_paragraph(frame, all, how, words);
    return out;
}

std::optional<Action> draw_files(ui::Frame& frame, const Model& m, const Rect& rest) {
    auto answer = common::draw_choose(frame, rest,
                                      {.places = m.files,
                                       .chosen = m.chosen,
                                       .path = m.path,
                                       .hint = frame.text(TextKey::shop_logo_path),
                                       .writing = m.writing,
                                       .nothing = m.nothing});
    if (answer.tapped) return FileTapped{*answer.tapped};
    if (answer.typed) return PathTyped{std::move(*answer.typed)};
    if (answer.wanted) return PathWanted{};
    if (answer.entered) return PathEntered{};
    if (answer.left) return BackPressed{};
    return std::nullopt;
}

std::optional<Action> draw_logo(ui::Frame& frame, const Model& m, Rect rest,
                                const sell::Pictures& pictures) {
    std::optional<Action> out;
    common::draw_title(frame, rest, frame.text(TextKey::shop_logo));
    common::draw_message(frame, m.message, rest);
    std::vector<common::FootKey<Action>> keys{
        {"back",
         {.label = frame.text(TextKey::back_to_sale), .command = Command::back},
         BackPressed{}}};
    if (m.has_logo)
        keys.push_back({"remove",
                        {.label = frame.text(TextKey::shop_logo_remove),
                         .command = Command::void_line,
                         .enabled = !m.form.saving},
                        RemovePressed{}});
    keys.push_back({"take",
                    {.label = frame.text(TextKey::shop_logo_take),
                     .command = Command::pay,
                     .look = ui::Look::accent,
                     .enabled = m.can_take && !m.form.saving},
                    TakePressed{}});
    if (auto action = common::draw_foot_keys(frame, rest, keys)) out = std::move(action);
    ui::Panes two = panes(frame, rest);
    two.first([&](Rect place) {
        editor::draw_about(frame, frame.text(TextKey::shop_logo_about), place);
        if (auto action = draw_files(frame, m, place)) out = std::move(action);
    });
    two.second([&](const Rect& place) { draw_paper(frame, m, place, pictures); });
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::line_down)) out = Moved{1};
    if (m.can_take && frame.commanded(Command::confirm)) out = TakePressed{};
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m, const sell::Pictures& pictures) {
    const bool two = !m.over && (m.choosing || !m.form.picking);
    const Rect rest =
        common::draw_status(frame, m.status, two ? common::Parts::two : common::Parts::one)
            .inset(frame.space().xl);
    if (m.over) return draw_over(frame, m, rest);
    if (m.choosing) return draw_logo(frame, m, rest, pictures);
    if (m.form.picking) {
        const auto action = editor::draw_choices(frame, m.form, rest);
        if (!action) return std::nullopt;
        return Filled{*action};
    }
    return draw_form(frame, m, rest, pictures);
}

int paper_width_px(const ui::Frame& frame) {
    const float width = frame.display().width() - 2 * frame.space().xl;
    const float both = width - frame.space().l;
    const float paper = frame.narrow() ? width : both - std::round(both * (1 - kPaperShare));
    return static_cast<int>(paper - 2 * frame.space().xl);
}

}  // namespace till::shop
