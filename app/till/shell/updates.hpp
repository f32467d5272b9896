#pragma once

#include "app/till/shell/model.hpp"

// The parts of update(), one a screen; called by shell.cpp alone.
namespace till::shell {

void apply(Model& model, const sell::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const pay::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const done::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const held::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const returns::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const takings::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const settings::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const help::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const opening::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const closing::Action& action, const Context& context, Effects& effects);

void apply(Model& model, const Scanned& scanned, const Context& context, Effects& effects);
void apply(Model& model, const CodeAnswered& answered, const Context& context, Effects& effects);
void apply(Model& model, const SearchAnswered& answered, const Context& context, Effects& effects);
void apply(Model& model, const TabsRead& read, const Context& context, Effects& effects);
void apply(Model& model, const TilesRead& read, const Context& context, Effects& effects);
void apply(Model& model, const LooksRead& read, const Context& context, Effects& effects);
void apply(Model& model, const TakingsRead& read, const Context& context, Effects& effects);
void apply(Model& model, const StoreAnswered& answered, const Context& context, Effects& effects);
void apply(Model& model, const StoreRefused& refused, const Context& context, Effects& effects);
void apply(Model& model, const ReadFailed& failed, const Context& context, Effects& effects);
void apply(Model& model, const SettingNotSaved& failed, const Context& context, Effects& effects);
void apply(Model& model, const StoreTroubled& troubled, const Context& context, Effects& effects);
void apply(Model& model, const PrinterChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const ScannersChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const ClockTicked& ticked, const Context& context, Effects& effects);
void apply(Model& model, const Restyled& restyled, const Context& context, Effects& effects);

// ---- shared between them ----

/// The screen that belongs to the register's phase.
void go_home(Model& model);
void go_to(Model& model, Screen screen);
/// Asks what stands behind a code, or for an item; while something else is asked, or the register
/// waits, it queues.
void look_up(Model& model, Wanted wanted, Effects& effects);
/// The input line as it is before anything is typed.
void clear_input(Model& model);
/// Digits, decimal signs and nothing else: a figure, not words to search for.
bool is_figure(std::string_view text);
/// Takes up the next that had to wait, if there is one and it may.
void look_up_next(Model& model, Effects& effects);
void ask_takings(Model& model, Effects& effects);
void open_receipt(Model& model, const ReceiptFound& receipt, const Context& context);
/// Asks what those goods of the cart look like that came since.
void ask_looks(Model& model, Effects& effects);
/// Begins the close of the day.
void begin_closing(Model& model, const Context& context);

/// The business days that a period around `day` spans.
pos::report::Days days_of(takings::Period period, pos::Date day);
/// The period `by` steps away from the one around `day`.
pos::Date moved(takings::Period period, pos::Date day, int by);

}  // namespace till::shell
