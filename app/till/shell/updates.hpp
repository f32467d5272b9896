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
void apply(Model& model, const devices::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const help::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const opening::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const closing::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const office::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const customers::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const CustomersFound& found, const Context& context, Effects& effects);
void apply(Model& model, const CustomerRead& read, const Context& context, Effects& effects);
void apply(Model& model, const CustomerSaved& saved, const Context& context, Effects& effects);

void apply(Model& model, const bills::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const AccountsFound& found, const Context& context, Effects& effects);
void apply(Model& model, const AccountsKnown& known, const Context& context, Effects& effects);

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
void apply(Model& model, const PrintNotKept& failed, const Context& context, Effects& effects);
void apply(Model& model, const SettingNotSaved& failed, const Context& context, Effects& effects);
void apply(Model& model, const StoreTroubled& troubled, const Context& context, Effects& effects);
void apply(Model& model, const PrinterChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const OfficeChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const BackupChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const OutsideRead& read, const Context& context, Effects& effects);
void apply(Model& model, const OutsideExported& done, const Context& context, Effects& effects);
void apply(Model& model, const CatalogueChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const ShopRead& read, const Context& context, Effects& effects);
void apply(Model& model, const ScannersChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const ScaleChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const CardReported& reported, const Context& context, Effects& effects);
void apply(Model& model, const DrawerChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const DrawerFailed& failed, const Context& context, Effects& effects);
void apply(Model& model, const PoleChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const DevicesSeen& seen, const Context& context, Effects& effects);
void apply(Model& model, const DeviceNotTaken& failed, const Context& context, Effects& effects);
void apply(Model& model, const CustomerWindowRefused& refused, const Context& context,
           Effects& effects);
void apply(Model& model, const sign_on::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const SignersRead& read, const Context& context, Effects& effects);
void apply(Model& model, const PinTried& tried, const Context& context, Effects& effects);
void apply(Model& model, const LockPressed& pressed, const Context& context, Effects& effects);
void apply(Model& model, const PutBackPressed& pressed, const Context& context, Effects& effects);
void apply(Model& model, const goods::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const GoodsFilesFound& found, const Context& context, Effects& effects);
void apply(Model& model, const GoodsLooked& looked, const Context& context, Effects& effects);
void apply(Model& model, const GoodsImported& done, const Context& context, Effects& effects);
void apply(Model& model, const editor::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const practice::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const price_check::Action& action, const Context& context,
           Effects& effects);
void apply(Model& model, const shop::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const OwnShopRead& read, const Context& context, Effects& effects);
void apply(Model& model, const OwnShopKept& kept, const Context& context, Effects& effects);
void apply(Model& model, const StartingOverLooked& looked, const Context& context,
           Effects& effects);
void apply(Model& model, const PicturesFound& found, const Context& context, Effects& effects);
void apply(Model& model, const LogoLooked& looked, const Context& context, Effects& effects);
void apply(Model& model, const PaperDrawn& drawn, const Context& context, Effects& effects);
void apply(Model& model, const backups::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const BackupsUsed& used, const Context& context, Effects& effects);
void apply(Model& model, const BackupPlacesFound& found, const Context& context, Effects& effects);
void apply(Model& model, const exports::Action& action, const Context& context, Effects& effects);
void apply(Model& model, const ExportChanged& changed, const Context& context, Effects& effects);
void apply(Model& model, const ExportPlacesFound& found, const Context& context, Effects& effects);
void apply(Model& model, const PeopleRead& read, const Context& context, Effects& effects);
void apply(Model& model, const ItemRead& read, const Context& context, Effects& effects);
void apply(Model& model, const GroupsRead& read, const Context& context, Effects& effects);
void apply(Model& model, const LastImportRead& read, const Context& context, Effects& effects);
void apply(Model& model, const ImportUndone& undone, const Context& context, Effects& effects);
void apply(Model& model, const RecordKept& kept, const Context& context, Effects& effects);
void apply(Model& model, const TicketRead& read, const Context& context, Effects& effects);
void apply(Model& model, const FileDropped& dropped, const Context& context, Effects& effects);
void apply(Model& model, const ClockTicked& ticked, const Context& context, Effects& effects);
void apply(Model& model, const Restyled& restyled, const Context& context, Effects& effects);

// ---- shared between them ----

/// The screen that belongs to the register's phase.
void go_home(Model& model);
void go_to(Model& model, Screen screen);
/// Help on the screen that is there; not while that waits for an answer.
void open_help(Model& model);
/// Back to the screen that it was opened from.
void leave_help(Model& model, Effects& effects);
/// Asks what stands behind a code, or for an item; while something else is asked, or the register
/// waits, it queues.
void look_up(Model& model, Wanted wanted, Effects& effects);
/// Asks what stands behind a code only to show it.
void test_code(Model& model, const std::string& text, Effects& effects);
/// The input line as it is before anything is typed.
void clear_input(Model& model);
/// What is wrong with a code that says nothing that can be sold.
ui::TextKey words_for(CodeUnread::Why why);
/// Says why a code is none of goods. Of a badge, which opens the till, nothing is shown.
///
/// requires: no item was found
void refuse_no_item(Model& model, const CodeAnswered& answered, const Context& context,
                    Effects& effects);
/// Digits, decimal signs and nothing else: a figure, not words to search for.
bool is_figure(std::string_view text);
/// The cash that digits in the input line can be, where something is to be paid; else nothing.
std::optional<pos::Money> typed_cash(const Model& model, const Context& context);
/// Takes up the next that had to wait, if there is one and it may.
void look_up_next(Model& model, Effects& effects);
void ask_takings(Model& model, Effects& effects);
void open_receipt(Model& model, const ReceiptFound& receipt, const Context& context);
/// Asks what those goods of the cart look like that came since.
void ask_looks(Model& model, Effects& effects);
/// Asks who the cart's customer is, once its number is another one.
void ask_customer(Model& model, Effects& effects);
/// Opens the search for a customer.
void open_customers(Model& model, Effects& effects);
// ---- bills of head office's ----
/// Opens the search for an account; with words that were scanned, for that.
void open_bills(Model& model, std::string words, Effects& effects);
/// Looks for a number that was read out of a bill's code, on the screen of bills.
void find_read_bill(Model& model, std::string number, Effects& effects);
/// A code that came while the bills are on the screen: a bill's, or else anything.
void find_scanned_bill(Model& model, const std::string& text, Effects& effects);
/// Asks whether head office has told of accounts, as long as it has told of none.
void ask_for_bills(Model& model, Effects& effects);
// ---- what an item costs, without selling it ----
/// Opens its screen; with what is typed on the input line, for that.
void open_price_check(Model& model, Effects& effects);
/// A code that was scanned while it is open.
void check_scan(Model& model, const std::string& text, Effects& effects);
void take_price_rows(Model& model, const SearchAnswered& answered, Effects& effects);
/// What was asked for is shown. False: the answer is of another question.
bool take_price(Model& model, const CodeAnswered& answered, const Context& context,
                Effects& effects);
// ---- the scale ----
/// Whether these goods are sold by the scale's weight: they have no quantity and one can be had.
bool is_weighed(const Model& model, const ItemFound& found);
/// Sells them as soon as the scale is steady, and says meanwhile what it waits for.
void weigh(Model& model, Weighing weighing, const Context& context, Effects& effects);
/// The cashier does not want to wait.
void stop_weighing(Model& model);
/// Takes what lies there as a container, or forgets the one before.
void tare(Model& model, const Context& context, Effects& effects);

// ---- people ----
/// Nobody works at the till until somebody signs on. Nothing where nobody has a PIN.
void lock(Model& model, const Context& context, Effects& effects);
/// The same once nobody has done anything for as long as was set.
void lock_if_left(Model& model, const Context& context, Effects& effects);

/// Notices that the clock went back; that is told of until it has caught up or the day is closed.
void watch_clock(Model& model, const Context& context);
/// Somebody who has shown who they are works here from now on, or approves what waits for that.
void identify(Model& model, const pos::people::User& user, const Context& context,
              Effects& effects);
/// Asks for somebody who may approve what the person at the till may not do alone. False if
/// nobody here could.
bool begin_approval(Model& model, const pos::sale::Command& command, const Context& context);
/// Whoever is at the till is as the books have them now, once the register waits for nothing, or
/// leaves it.
void renew_when_free(Model& model, const Context& context, Effects& effects);
/// Whether the person at the till may do, without anybody's approval, what is on the screen.
bool may_be_here(const Model& model);
/// Whoever may it no more leaves the screen, whatever they had begun.
void leave_if_lost(Model& model, const Context& context, Effects& effects);
/// Those who may sign on, or approve: as the screen shows them.
std::vector<Signer> people_shown(const Model& model);
/// Whether the screen is theirs, so that nothing else may happen.
bool waits_for_person(const Model& model);

// ---- putting a finished ticket right ----
/// Takes this till's last sale back and rings it up again.
void correct_last_sale(Model& model, Effects& effects);
/// Asks what a ticket was paid with: the one of that sale, or else the last.
void correct_payment(Model& model, std::optional<pos::Ulid> sale, Effects& effects);
/// The question about its payments; nothing where there is none that could be another.
std::optional<prompt::Model> ask_payment(const Model& model, const Context& context);
/// Moves the payment that was chosen.
bool move_payment(Model& model, prompt::Model& prompt, const Context& context, Effects& effects);
/// How the sale that is rung up again was paid and is not yet; nothing once it was or is due.
std::optional<pos::sale::CartTender> next_proposed(const Model& model);
/// Takes that payment again.
void pay_as_before(Model& model, const Context& context, Effects& effects);
/// What is said once a payment counts as another.
std::string payment_corrected_words(const Model& model, const pos::sale::CorrectTender& done,
                                    const Context& context);
/// What is said once a sale is taken back, or what is to be done until it is.
std::string corrected_words(const Model& model, const std::string& number, const Context& context);
std::string being_corrected_words(const Model& model, const Context& context);

// ---- goods ----
/// Opens the screen on which a file of goods is chosen, for who may; with a path, that file.
void open_goods(Model& model, std::string path, const Context& context, Effects& effects);
/// The same once that is settled.
void show_goods(Model& model, const std::string& path, Effects& effects);
/// Whether the last import is of today and can be undone; one of another day is undone by who looks
/// for it on the command line, so that no stray hand does.
bool can_undo_import(const Model& model, const Context& context);
/// Puts goods back as they were before the last import.
void undo_import(Model& model, const Context& context, Effects& effects);
/// Asks in line what is to become of a code that nothing is known by; a quantity that was typed
/// before is its own, and not that of what is scanned meanwhile. False: that is no barcode, or
/// something else is on the screen.
bool ask_unknown(Model& model, const std::string& code, std::optional<pos::Quantity> times,
                 const Context& context, Effects& effects);
/// That question.
prompt::Model unknown_prompt(const Model& model, const Context& context);
/// Whether it is on the screen.
bool asks_unknown(const Model& model);
/// Whether that, or what it is called or costs, is asked for first of all.
bool is_about_unknown(const Model& model);
/// Whether a name or a price is asked for it, be it behind another question: no further code takes
/// its place then.
bool is_naming(const Model& model);
/// Another question takes the place of the one about it; that one comes back, with what was typed,
/// once the other is answered.
void set_unknown_aside(Model& model);
void ask_unknown_again(Model& model);
/// False: what was chosen may not be done, which the question says.
bool answer_unknown(const Model& model, prompt::Model& prompt, const Context& context,
                    Effects& effects);
/// What was chosen, once the question is closed.
void follow_unknown(Model& model, const prompt::Model& answered, const Context& context,
                    Effects& effects);
/// Asks what the code is that is not known, for who may change goods.
void begin_new_item(Model& model, const Context& context, Effects& effects);
/// The name that was given it; false where that is no name.
bool name_new_item(Model& model, prompt::Model& prompt, const Context& context);
/// And its price: then it is kept, and sold.
void price_new_item(Model& model, pos::UnitPrice price, Effects& effects);
void take_new_item(Model& model, const RecordKept& answer, const Context& context,
                   Effects& effects);

// ---- practice ----
/// Whether nobody is being served, and nothing is on its way into a cart.
bool can_practise(const Model& model);
/// Begins a sale that no book hears of.
void open_practice(Model& model, const Context& context, Effects& effects);
/// It is offered no more, by itself.
void decline_practice(Model& model, Effects& effects);
void practise_scan(Model& model, const std::string& text, Effects& effects);
/// What was tapped or scanned. False: the answer is of another question.
bool take_practice(Model& model, const CodeAnswered& answered, const Context& context,
                   Effects& effects);

// ---- the order of tiles ----
/// Lets the tiles of the tab on show be arranged, for who may.
void begin_arranging(Model& model, const Context& context, Effects& effects);
/// The same once that is settled.
void show_arranging(Model& model);
void arrange(Model& model, const sell::Arranged& action, const Context& context, Effects& effects);
/// Ends it; what was done is kept.
void keep_arranged(Model& model, const Context& context, Effects& effects);
/// The same once something else has taken its place on the screen.
void keep_arranged_if_left(Model& model, const Context& context, Effects& effects);

// ---- people, goods, departments and taxes, as a manager looks after them ----
/// Opens their screen, for who may.
void open_records(Model& model, RecordDesk::What what, const Context& context, Effects& effects);
/// The same once that is settled.
void show_records(Model& model, RecordDesk::What what, Effects& effects);
/// Asks anew for what the list shows.
void ask_records(Model& model, Effects& effects);
/// A form from its start.
void show_form(Model& model, std::string title, std::vector<editor::Entry> entries);
// The form of a row; of another than there are: of a new one.
void edit_person(Model& model, std::size_t row, const Context& context);
void edit_rights(Model& model, const Context& context);
void edit_item(Model& model, app::core::ItemSheet opened, app::core::GoodsChoices choices,
               const Context& context);
void edit_department(Model& model, std::size_t row, const Context& context);
void edit_tax(Model& model, std::size_t row, const Context& context);
/// A figure in plain notation as a person would type it: read back it is the same, which one whose
/// thousands are set apart is not.
std::string as_typed(std::string plain, const Context& context);
/// Something of that name is being kept; returns the question's number.
std::uint64_t begin_change(Model& model, std::string name);
/// The same of what the form says, which waits for the store.
std::uint64_t begin_keeping(Model& model);
/// Why something was not kept.
std::string words_for(const app::core::RecordRefusal& refusal, const Context& context);
// What the form says is to be kept.
void keep_person(Model& model, const Context& context, Effects& effects);
void keep_rights(Model& model, const Context& context, Effects& effects);
void keep_item(Model& model, const Context& context, Effects& effects);
void keep_department(Model& model, const Context& context, Effects& effects);
void keep_tax(Model& model, const Context& context, Effects& effects);
/// The codes of taxes, each once.
std::vector<std::string> tax_codes(const Model& model);
/// Goods with such a name or number; without words those of the tiles.
void find_items(Model& model, std::string words, Effects& effects);
void take_found(Model& model, const std::vector<Listed>& items);
/// Puts an item back as it was before its last change.
void undo_item(Model& model, Effects& effects);
/// The same of a department or of the taxes.
void undo_group(Model& model, Effects& effects);
/// Opens the form of those goods; a later question takes the place of an earlier one.
void ask_item(Model& model, ReadItem wanted, Effects& effects);
/// A code that was scanned while the goods are on the screen.
void scan_record(Model& model, const std::string& text, Effects& effects);
/// What it is. False: the answer is of another question.
bool take_scanned(Model& model, const CodeAnswered& answered, const Context& context,
                  Effects& effects);
/// Puts a code into the item's form. False: that is none.
bool add_scanned_code(Model& model, const std::string& code);

// ---- the shop itself, and its backups ----
/// Opens the form of what the shop says about itself.
void show_shop(Model& model, Effects& effects);
/// A picture that was let go over it is looked at as a logo.
void drop_picture(Model& model, const std::string& path, Effects& effects);
/// The form of what the store has; see shop_form.cpp.
void fill_shop_form(Model& model, const Context& context);
/// What the form says; else what is wrong with it, said already.
std::optional<app::core::ShopSheet> sheet_of_form(const Model& model, const Context& context);
/// Gives what follows from the country that was chosen in the form: coin and language.
void follow_country(Model& model, const Context& context);
/// Opens how the backups are.
void show_backups(Model& model);
/// What of the shop is exported, as what and where to.
void show_exports(Model& model);

// ---- devices ----
/// Opens the screen of devices.
void show_devices(Model& model, Effects& effects);
/// Has the bus watched, and asked how the printers are that are not in use.
void watch_printers(const Model& model, Effects& effects);
/// A code that came while the devices are on the screen is shown there, and goes nowhere.
void test_scan(Model& model, const std::string& text, Effects& effects);
/// The network address that was asked for.
bool take_address(Model& model, prompt::Model& prompt, const Context& context, Effects& effects);

// ---- head office ----
/// Orders that the till goes on as another one, once head office has granted it and nobody is
/// served.
void go_on_when_free(Model& model, bool minute_passed, Effects& effects);
/// Lets what head office has changed of the shop count, once nobody is served.
void take_shop_when_free(Model& model, Effects& effects);

// ---- the card terminal ----
/// Whether card payments go to a terminal; else they are entered by hand.
bool has_card_terminal(const Model& model);
/// A payment, or money back, on the terminal; of what is due without an amount.
void pay_by_card(Model& model, std::optional<pos::Money> amount, const Context& context,
                 Effects& effects);
/// Takes a booked card payment back.
void take_back_card(Model& model, const pos::Ulid& attempt, const Context& context,
                    Effects& effects);
/// Asks the terminal about every attempt of which the end is not known. `quiet`: by the clock, not
/// by a person; then it is asked at least whether it is there.
void ask_about_cards(Model& model, bool quiet, Effects& effects);
void choose_card(Model& model, pay::CardChoice choice, const Context& context, Effects& effects);

/// Begins the close of the day.
void begin_closing(Model& model, const Context& context, Effects& effects);

/// The business days that a period around `day` spans.
pos::report::Days days_of(takings::Period period, pos::Date day);
/// The period `by` steps away from the one around `day`.
pos::Date moved(takings::Period period, pos::Date day, int by);

}  // namespace till::shell
