#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/core/failure.hpp"
#include "app/till/screens/backups/backups.hpp"
#include "app/till/screens/bills/bills.hpp"
#include "app/till/screens/closing/closing.hpp"
#include "app/till/screens/customers/customers.hpp"
#include "app/till/screens/devices/devices.hpp"
#include "app/till/screens/done/done.hpp"
#include "app/till/screens/editor/editor.hpp"
#include "app/till/screens/exports/exports.hpp"
#include "app/till/screens/goods/goods.hpp"
#include "app/till/screens/held/held.hpp"
#include "app/till/screens/help/help.hpp"
#include "app/till/screens/office/office.hpp"
#include "app/till/screens/opening/opening.hpp"
#include "app/till/screens/pay/pay.hpp"
#include "app/till/screens/practice/practice.hpp"
#include "app/till/screens/price_check/price_check.hpp"
#include "app/till/screens/returns/returns.hpp"
#include "app/till/screens/sell/sell.hpp"
#include "app/till/screens/settings/settings.hpp"
#include "app/till/screens/shop/shop.hpp"
#include "app/till/screens/sign_on/sign_on.hpp"
#include "app/till/screens/takings/takings.hpp"
#include "app/till/shell/backup_messages.hpp"
#include "app/till/shell/export_messages.hpp"
#include "app/till/shell/goods_file.hpp"
#include "app/till/shell/records.hpp"
#include "app/till/shell/shop_messages.hpp"
#include "drivers/card/card_terminal.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/scale/reading.hpp"
#include "drivers/scanner/status.hpp"
#include "drivers/transport/device_table.hpp"
#include "pos/catalog/route.hpp"
#include "pos/customer/party.hpp"
#include "pos/people/rights.hpp"
#include "pos/people/user.hpp"
#include "pos/report/takings.hpp"
#include "pos/sale/commands.hpp"
#include "pos/sale/item.hpp"
#include "pos/sale/setup.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/feed/known_account.hpp"

namespace till::shell {

// ---- What the world answers or reports, beside what a person does on a screen ----

/// A scanner read this.
struct Scanned {
    std::string text;
    bool typed{false};  // like a keyboard, so that what a person typed just before may be in it
};

/// The item behind a code, with what the code itself said.
struct ItemFound {
    pos::sale::Item item;
    std::string barcode;
    std::optional<pos::Quantity> quantity;     // of a weight, a count or a pack
    std::optional<pos::Money> label_price;     // of a price on the label
    std::optional<pos::journal::Trace> trace;  // batch and dates that the code says
    bool sold{true};                           // else it may only come back
    std::optional<pos::Quantity> stock{};      // of counted goods, where it was asked
};
/// A receipt, and how much of each line has come back so far.
struct ReceiptFound {
    pos::journal::SaleRecord record;
    std::vector<pos::sale::ReturnedBefore> before;
    std::uint32_t copies{0};  // duplicates printed so far
    std::optional<pos::sale::CreditPaid> credit{};
};
/// The badge of somebody who works here.
struct PersonFound {
    pos::people::User user;
};
/// A card, coupon or bill by its looks; or a receipt or badge that this shop does not know.
struct OtherFound {
    pos::catalog::CodeKind kind{};
    std::string number;
};
/// A code that is read well and says nothing that can be sold.
struct CodeUnread {
    enum class Why { damaged, web_address, other_currency, odd_price };
    Why why{};
};
struct NothingFound {
    std::string text;
};
/// Answers FindCode and FindItem.
struct CodeAnswered {
    std::uint64_t ask{0};
    std::variant<ItemFound, ReceiptFound, PersonFound, OtherFound, CodeUnread, NothingFound> found;
    /// What was asked for as goods are known by it: without what a scanner or a label adds.
    std::string code{};
    /// Of an item, where that was asked and is known here.
    std::optional<pos::Quantity> stock{};
};

/// An item as a list or a tile shows it.
struct Listed {
    pos::Ulid item{};
    std::string number;
    std::string name;
    std::string department;  // name
    std::string unit;
    std::string picture;
    pos::UnitPrice price{};
    bool open_price{false};
    std::size_t pair{0};
    std::optional<pos::Quantity> stock{};  // of counted goods, where it is shown
};
struct SearchAnswered {
    std::uint64_t ask{0};
    std::vector<Listed> items;
};
/// The code of the tab with the goods that are in no department; none of theirs has a line break.
inline constexpr std::string_view kNoDepartment{"\n"};
struct Tab {
    std::string code;  // empty: favourites
    std::string name;
};
struct TabsRead {
    std::vector<Tab> tabs;
};
struct TilesRead {
    std::string tab;
    std::vector<Listed> items;             // in the order of this till
    std::vector<pos::Ulid> shops_order{};  // and of the shop
};

/// What goods of the cart look like; answers ReadLooks.
struct ItemLook {
    std::string picture;
    std::size_t pair{0};
};
struct LooksRead {
    std::vector<std::pair<pos::Ulid, ItemLook>> looks;
};

struct CustomersFound {
    std::uint64_t ask{0};
    std::vector<pos::customer::Party> found;
};
/// Whom the number of a cart's customer leads to; nothing: this till has not heard of them.
struct CustomerRead {
    std::string number;
    std::optional<pos::customer::Party> party;
};
/// The customer as it is in the books now; nothing: it is none any more, or `why`.
struct CustomerSaved {
    std::uint64_t ask{0};
    std::optional<pos::customer::Party> party;
    std::optional<pos::store::StoreError> why;
};

/// Answers FindAccounts: what the till knows, and as of when.
struct AccountsFound {
    std::uint64_t ask{0};
    std::vector<pos::store::feed::KnownAccount> found;
    std::optional<pos::Instant> as_of;
};
/// Answers AskForAccounts: whether head office has told of any, and of credit that this till may
/// spend by itself; and what of that it gives back at the close of the day.
struct AccountsKnown {
    bool any{false};
    bool credit{false};
    std::vector<pos::journal::GivenUpLease> to_give_up{};
};

/// The takings of a period and of the one it is measured against.
struct TakingsRead {
    std::uint64_t ask{0};
    std::vector<pos::report::TakingsRow> days;
    std::vector<pos::report::TakingsRow> hours;
    std::vector<pos::report::TakingsRow> departments;
    std::vector<pos::report::TakingsRow> tenders;
    std::vector<pos::report::TakingsRow> cashiers;
    std::vector<pos::report::TakingsRow> days_before;
    std::vector<pos::report::TakingsRow> hours_before;
    std::vector<pos::report::TakingsRow> margins;  // by department, if they were asked for
};

/// The register's Store effect is durable, or failed.
struct StoreAnswered {
    pos::sale::Stored stored;
};
struct StoreRefused {
    std::uint64_t ticket{0};
    pos::store::StoreError why;
};
/// A question to the store failed; selling goes on.
struct ReadFailed {
    std::uint64_t ask{0};
    pos::store::StoreError why;
};
/// A report or slip could not be handed to the printer's queue.
struct PrintNotKept {
    pos::store::StoreError why;
};
/// A setting is in use but was not kept for the next start.
struct SettingNotSaved {
    pos::store::StoreError why;
};

enum class PrinterState {
    none,  // and nobody misses one
    unknown,
    ready,
    printing,
    paper_low,
    paper_out,
    cover_open,
    cutter_error,
    fault,
    offline,
    failed,  // it may print, and yet did not
    gone,
};
/// How it is with the printer and with what it has to print.
struct PrinterChanged {
    PrinterState state{PrinterState::none};
    std::string device{};   // what it calls itself
    std::string address{};  // where it is, or was last
    /// Of gone: why it cannot be reached.
    std::optional<drivers::transport::Error> trouble{};
    /// Of failed: why what waits could not be printed.
    std::optional<drivers::printer::PrintError> why{};
    std::size_t waiting{0};     // documents that are not on paper yet
    std::size_t asked{0};       // of these, old ones: does anybody want them still?
    std::string asked_since{};  // "14:02"
    std::string last{};         // the number of the last receipt that was printed
    bool confirmed{true};       // the printer said that it is on paper
    std::string marked{};       // and of the last one that was marked as a possible duplicate
    bool lost{false};           // something to be printed is in no book any more
    bool operator==(const PrinterChanged&) const = default;
};

/// A device that is plugged into USB.
struct SeenDevice {
    drivers::transport::DeviceKind kind{};
    std::string name;     // in words for a person; may be empty
    std::string address;  // as transport::parse_address takes it
    std::string node;     // "/dev/ttyACM0" where the system made one
    /// Of a printer that nobody uses here and that was asked.
    std::optional<drivers::printer::PrinterReport> printer{};
    bool operator==(const SeenDevice&) const = default;
};

/// Nothing can be written at present, or again.
struct StoreTroubled {
    std::optional<pos::store::StoreError> why{};  // nothing: all is well
    bool in_doubt{false};                         // whether the last step was kept is not known yet
};

/// Every scanner that the till listens to, whenever one comes, goes or fails.
struct ScannersChanged {
    std::vector<drivers::scanner::ScannerStatus> scanners;
    bool anew{
        false};  // other scanners are listened to from here on: none of those before is missed
};

/// The scale weighs something else than before.
struct ScaleChanged {
    drivers::scale::Reading reading;
};

/// The card terminal said something.
struct CardReported {
    drivers::card::Report report;
};

/// How it is with the cash drawer, where that can be told.
struct DrawerChanged {
    bool open{false};
    bool left_open{false};  // for longer than it should be
    bool operator==(const DrawerChanged&) const = default;
};
/// The drawer's own trigger is not there.
struct DrawerFailed {};

/// The display of two lines went or came back.
struct PoleChanged {
    bool there{false};
};

/// What is plugged into USB, while the devices are on the screen and whenever that changes.
struct DevicesSeen {
    std::vector<SeenDevice> devices;
    std::optional<drivers::transport::Error> trouble{};  // the bus cannot be read
    bool looking{false};                                 // printers are being asked how they are
};
/// A device that was given work cannot do it.
struct DeviceNotTaken {
    app::core::Failure why;
};
/// The customer's window was not opened.
struct CustomerWindowRefused {
    std::optional<app::core::Failure> why{};  // nothing: it would cover the till
};

enum class OfficeRefusal {
    revoked,
    unknown,     // the office has never heard of it, or was put back to before it joined
    join_again,  // restored from a backup, it is another till now
    other,
};
/// Of a till whose books parted from head office's: it was put back from an older copy, or somebody
/// has a copy of it.
enum class Parting {
    none,
    asking,
    granted,      // it goes on as another one as soon as the cart is empty
    still_sells,  // it is a copy of a till that is in use
    succeeded,    // another copy goes on in its place already
};
/// How the journal began that this till writes.
enum class Origin { first, put_back, replaced };
/// What is the matter with the way to head office.
enum class OfficeWay { broken, no_name, nobody, silent, certificate, other, database };
/// How it is with head office, for a till that has joined one.
struct OfficeChanged {
    bool joined{false};
    bool online{false};
    bool busy{false};            // it asked to come back later
    std::uint64_t to_send{0};    // entries of the journal that it lacks
    std::uint64_t set_aside{0};  // entries of this till that it keeps beside the books
    std::uint64_t parked{0};     // entries that it does not understand yet
    /// Why it takes nothing from this till, where it does not.
    std::optional<OfficeRefusal> refused{};
    std::string why{};  // of OfficeRefusal::other: the office's word for it
    Parting parting{Parting::none};
    std::string next{};  // of Parting::granted: what it goes on as, "B01-T1b"
    Origin origin{Origin::first};
    std::string name{};                    // of its journal, "B01-T1b"
    std::optional<pos::Instant> since;     // that it sells as that
    std::optional<pos::Instant> oldest{};  // when the first of `to_send` happened
    std::optional<OfficeWay> way{};        // why it was not reached last time
    bool operator==(const OfficeChanged&) const = default;
};

/// What came from this till and is in none of head office's takings; answers ReadOutside.
struct OutsideItem {
    bool parked{false};  // else it is set aside
    bool ours{true};     // else another copy of this till sold it
    std::string reason;  // of parked: the office's word
    std::string detail;
    std::uint64_t entries{0};
    std::int64_t tickets{0};
    pos::Money total{};
    std::string first_number;
    std::string last_number;
    pos::Instant since{};
};
struct OutsideRead {
    std::vector<OutsideItem> items;
    std::string trouble;  // why it could not be asked
};
/// Answers ExportOutside.
struct OutsideExported {
    std::string file;
    std::uint64_t entries{0};
    std::string trouble;  // why there is no file, by name: see reason_words()
};

/// Head office has changed what is sold, its prices or the people, or a price has begun.
struct CatalogueChanged {
    bool settings{false};  // taxes, labels and the like: they count from the next customer on
};
/// Answers ReadShop: by what the shop sells now.
struct ShopRead {
    std::uint64_t ask{0};
    pos::sale::Setup setup;
    std::string name;
};

/// Somebody who works here.
struct Signer {
    pos::people::User user;
    bool has_pin{false};
    bool operator==(const Signer&) const = default;
};
/// Answers ReadSigners: everybody who works here, by name, and what cashiers may do now.
struct SignersRead {
    std::vector<Signer> signers;
    std::optional<pos::people::Rights> rights{};  // nothing: as before
};
/// Answers TryPin.
struct PinTried {
    enum class Outcome { right, wrong, must_wait, has_none };
    std::uint64_t ask{0};
    Outcome outcome{Outcome::wrong};
    pos::people::User user;                       // as the books have them now
    std::int64_t wait_ms{0};                      // until the next try
    std::optional<pos::store::StoreError> why{};  // it could not be tried
};
/// Whoever works at the till leaves it, or somebody else is to take over.
struct LockPressed {};
/// What the shop held when its file was removed is to be put back.
struct PutBackPressed {};

/// Answers FindGoodsFiles: the newest first.
struct GoodsFilesFound {
    std::vector<GoodsFile> files;
};
/// Answers LookAtGoods.
struct GoodsLooked {
    std::uint64_t ask{0};
    GoodsPreview preview;
    std::optional<GoodsRefused> refused{};
};
/// Answers ImportGoods.
struct GoodsImported {
    std::uint64_t ask{0};
    GoodsCounts counts;
    std::optional<GoodsRefused> refused{};
};
/// A ticket with all that putting it right needs.
struct TicketToCorrect {
    pos::journal::SaleRecord record;
    std::vector<pos::sale::ReturnedBefore> before;
    std::vector<pos::sale::PaidTender> tenders;
    std::vector<pos::sale::Item> items;  // of its goods, as they are in the catalogue now
    std::optional<pos::sale::CreditPaid> credit{};
};
/// Answers ReadTicket; nothing: there is no such ticket.
struct TicketRead {
    std::uint64_t ask{0};
    std::optional<TicketToCorrect> ticket{};
};
/// Somebody has let a file go over the window.
struct FileDropped {
    std::string path;
};

/// The minute of the shop's clock changed.
struct ClockTicked {};

/// The window has taken the looks over, the language among them.
struct Restyled {};

struct Action
    : std::variant<
          sell::Action, pay::Action, done::Action, held::Action, returns::Action, takings::Action,
          settings::Action, devices::Action, help::Action, opening::Action, closing::Action,
          office::Action, customers::Action, CustomersFound, CustomerRead, CustomerSaved, Scanned,
          CodeAnswered, SearchAnswered, TabsRead, TilesRead, LooksRead, TakingsRead, StoreAnswered,
          StoreRefused, ReadFailed, PrintNotKept, SettingNotSaved, StoreTroubled, PrinterChanged,
          ScannersChanged, ScaleChanged, CardReported, DrawerChanged, DrawerFailed, PoleChanged,
          DevicesSeen, DeviceNotTaken, CustomerWindowRefused, OfficeChanged, BackupChanged,
          OutsideRead, OutsideExported, CatalogueChanged, ShopRead, sign_on::Action, SignersRead,
          PinTried, LockPressed, PutBackPressed, goods::Action, GoodsFilesFound, GoodsLooked,
          GoodsImported, TicketRead, FileDropped, ClockTicked, Restyled, bills::Action,
          AccountsFound, AccountsKnown, editor::Action, PeopleRead, ItemRead, GroupsRead,
          RecordKept, LastImportRead, ImportUndone, price_check::Action, shop::Action, OwnShopRead,
          OwnShopKept, StartingOverLooked, PicturesFound, LogoLooked, PaperDrawn, backups::Action,
          BackupsUsed, BackupPlacesFound, practice::Action, exports::Action, ExportChanged,
          ExportPlacesFound> {
    using variant::variant;

    // Compiled once, not in every file that copies one: a third of what such a file takes.
    Action(const Action& other);
    Action(Action&& other) noexcept;
    Action& operator=(const Action& other);
    Action& operator=(Action&& other) noexcept;
    ~Action();
};

}  // namespace till::shell
