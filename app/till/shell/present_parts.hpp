#pragma once

#include "app/till/shell/model.hpp"

// The parts of present(), one a screen; called by present.cpp alone.
namespace till::shell {

void present_sell(Model& model, const Context& context);
void present_pay(Model& model, const Context& context);
/// What the card terminal shows in the pay screen.
void present_card(Model& model, const Context& context);
void present_done(Model& model, const Context& context);
void present_held(Model& model, const Context& context);
void present_returns(Model& model, const Context& context);
void present_takings(Model& model, const Context& context);
void present_margin(Model& model, const Context& context);
void present_settings(Model& model, const Context& context);
void present_devices(Model& model, const Context& context);
void present_opening(Model& model, const Context& context);
void present_closing(Model& model, const Context& context);
void present_outside(Model& model, const Context& context);
/// Whether somebody has to see to it that head office is reached again: it will not be by itself.
bool wants_help(OfficeWay way);
void present_customers(Model& model, const Context& context);
void present_sign_on(Model& model, const Context& context);
void present_goods(Model& model, const Context& context);
void present_bills(Model& model, const Context& context);
void present_price_check(Model& model, const Context& context);
void present_help(Model& model, const Context& context);
void present_records(Model& model, const Context& context);
void present_shop(Model& model, const Context& context);
void present_backups(Model& model, const Context& context);
void present_exports(Model& model, const Context& context);
void present_practice(Model& model, const Context& context);
/// "change a price": what a right is for.
std::string operation_words(pos::people::Operation operation, const Model& model,
                            const Context& context);
/// The cart of a payment of bills: a row for each. Requires: there is one.
std::vector<sell::CartRow> bill_rows(const Model& model, const Context& context);

/// The cart's lines, written out; "3 items"; "saved 0.30", or nothing.
std::vector<sell::CartRow> cart_rows(const Model& model, const Context& context);
/// "Customer: Otto M.", or their number; nothing without one.
std::string customer_words(const Model& model, const Context& context);
std::string item_count_words(const Model& model, const Context& context);
std::string saved_words(const Model& model, const Context& context);

/// What the shop's clock showed then, as far from UTC as it is now.
pos::LocalTime local_of(pos::Instant at, const Context& context);

/// "1.204 kg", "3"
std::string quantity_words(pos::Quantity quantity, const std::string& unit, const Context& context);

// ---- how devices are, as the strip at the top says it ----
common::Signal printer_signal(const Model& model, const Context& context);
common::Signal scanner_signal(const Model& model, const Context& context);
common::Signal card_signal(const Model& model, const Context& context);
common::Signal scale_signal(const Model& model, const Context& context);
/// "Backup 14:05"; one of long ago, or none, is a warning.
common::Signal backup_signal(const Model& model, const Context& context);
/// "4.2 MB"
std::string size_words(std::uint64_t bytes, const Context& context);
/// What became of the last export: where it is and how much, or why there is none; nothing before
/// the first.
std::string export_words(const Model& model, const Context& context);
/// A stick or disk to choose, and what it has left.
common::Place place_words(const BackupPlace& place, const Context& context);
/// What is in the way of a backup, and what to do.
std::string backup_trouble_words(const Model& model, const Context& context);
std::string backup_trouble_words(BackupTrouble trouble, const std::string& folder,
                                 const std::string& why, const Context& context);
/// What the settings say of backups: when the last was made, and whether it was tried.
std::string backup_words(const Model& model, const Context& context);
/// What keeps receipts from being printed, and how many wait; nothing while all is well.
common::Message printer_message(const Model& model, const Context& context);
/// That the clock went back, with what it shows and what it had shown; else empty.
common::Message clock_message(const Model& model, const Context& context);
/// One state of a printer, and why a printer cannot be reached.
common::Signal signal_of(PrinterState state, const Context& context);
std::string trouble_words(const drivers::transport::Error& trouble, const Context& context);

/// What a means of payment is called. The three that every shop starts with have words in each
/// language; the shop's own keep their name.
std::string tender_words(const std::string& code, const std::string& name, const Context& context);

}  // namespace till::shell
