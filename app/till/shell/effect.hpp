#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/shell/backup_messages.hpp"
#include "app/till/shell/device_setup.hpp"
#include "app/till/shell/export_messages.hpp"
#include "app/till/shell/records.hpp"
#include "app/till/shell/shop_messages.hpp"
#include "drivers/card/card_terminal.hpp"
#include "pos/base/ulid.hpp"
#include "pos/customer/party.hpp"
#include "pos/document/bill_slip.hpp"
#include "pos/report/takings.hpp"
#include "pos/sale/effects.hpp"

namespace till::shell {

// What the program must do now. Every question carries a number; the answer brings it back, and an
// answer to a question that was asked anew is dropped.

/// The item or receipt behind a scanned or typed text. Answer: CodeAnswered.
struct FindCode {
    std::uint64_t ask{0};
    std::string text;
    bool stock{false};  // of an item, how many there are
};
/// Goods that the shop knows nothing of: sold once, at a price that is typed, under the name that
/// the receipts' language has for such.
struct Unlisted {
    std::string code;  // as scanned
};
/// Answer: CodeAnswered.
struct FindItem {
    std::uint64_t ask{0};
    pos::Ulid item{};
    bool stock{false};
    std::optional<Unlisted> unlisted{};  // instead of an item
};
/// A later search takes the place of an earlier one. Answer: SearchAnswered.
struct Search {
    std::uint64_t ask{0};
    std::string words;
};
/// Answer: TabsRead, once.
struct ReadTabs {};
/// Answer: TilesRead.
struct ReadTiles {
    std::string tab;
};
/// Answer: LooksRead.
struct ReadLooks {
    std::vector<pos::Ulid> items;
};
/// Answer: TakingsRead.
struct ReadTakings {
    std::uint64_t ask{0};
    pos::report::Days days{};
    pos::report::Days before{};
    bool margins{false};  // what goods cost is for managers
};

/// Customers like these words. Answer: CustomersFound.
struct FindCustomers {
    std::uint64_t ask{0};
    std::string words;
};
/// Whose number that is. Answer: CustomerRead.
struct ReadCustomer {
    std::string number;
};
/// Without an id: a new one, whose number is drawn. Answer: CustomerSaved.
struct SaveCustomer {
    std::uint64_t ask{0};
    pos::customer::Party party;
};

/// Accounts with such a number, bill, name or telephone. Answer: AccountsFound.
struct FindAccounts {
    std::uint64_t ask{0};
    std::string words;
};
/// Whether head office has told of accounts. Answer: AccountsKnown.
struct AskForAccounts {};

/// A setting of this till: "language", "theme", "scale", "mirrored", "print", "printer".
struct SaveSetting {
    std::string key;
    std::string value;
};

// What the card terminal is told; answers come as CardReported.

/// Find out whether it is there. Answer: StateChanged.
struct PrepareCard {};
/// Stop what you are doing, if you still can.
struct CancelCard {};
/// What became of this attempt? Answer: Ended.
struct EnquireCard {
    pos::journal::CardAttempted attempt;
};
/// Close the terminal's day. Answer: DayClosed.
struct CloseCardDay {};
/// Print what the terminal worded.
/// A bill of head office's, on the receipt printer.
struct PrintBillSlip {
    pos::document::BillSlip bill;
};
struct PrintCardSlips {
    std::vector<drivers::card::Slip> slips;
};

// What the scale is told; ScaleChanged shows what came of it.

/// What a kilogram costs of the goods that are weighed next.
struct PriceScale {
    std::uint32_t price_minor{0};
};
/// What lies on it is a container; or no longer.
struct TareScale {
    bool clear{false};
};

/// What lies on it counts as nothing.
struct ZeroScale {};

// ---- devices ----

/// Tell of what is plugged in from now on; or no longer. Answer: DevicesSeen, again and again.
/// Printers are asked how they are, but for the one at that address, which is in use.
struct WatchDevices {
    std::string printer_in_use;
};
struct LeaveDevices {};
/// Open what Model::devices.setup names for that role, and let go of what it was before. Answer:
/// the device's own reports, or DeviceNotTaken.
struct UseDevice {
    Role role{};
};
/// Print a page that shows what the printer can do.
struct PrintTestPage {
    std::string device;
    std::string address;
};

enum class Signal { scanned, refused, done };
/// A sound of its own for each.
struct Sound {
    Signal signal{Signal::scanned};
};

/// Receipts from before a long stop are printed after all, or not at all.
struct AnswerWaiting {
    bool print{false};
};

/// Asks head office what it keeps of this till beside its books. Answer: OutsideRead.
struct ReadOutside {};
/// Writes that into a file. Answer: OutsideExported.
struct ExportOutside {};
/// Start the journal that head office has granted: the till begins anew as another one.
struct GoOn {};
/// End this run and start anew: the shop was removed, and a copy of it is to be put back.
struct StartAnew {};

/// Settings, taxes and promotions, as they are now. Answer: ShopRead.
struct ReadShop {
    std::uint64_t ask{0};
};
/// What that question found counts from here on: for what is looked up and what is printed.
struct TakeShop {
    std::uint64_t ask{0};
};
/// Who works here, and who of them has a PIN. Answer: SignersRead.
struct ReadSigners {};
/// Whether that is somebody's PIN. Answer: PinTried.
struct TryPin {
    std::uint64_t ask{0};
    pos::Ulid person{};
    std::string pin;
};

/// Which tables of goods there are. Answer: GoodsFilesFound.
struct FindGoodsFiles {};
/// What would become of the rows of a file. Answer: GoodsLooked.
struct LookAtGoods {
    std::uint64_t ask{0};
    std::string path;
    GoodsMapping mapping{};
};
/// Takes the good rows in. Answer: GoodsImported.
struct ImportGoods {
    std::uint64_t ask{0};
    std::string path;
    GoodsMapping mapping{};
};

/// A ticket to be put right: the one of that sale, or else this till's last sale. Answer:
/// TicketRead.
struct ReadTicket {
    std::uint64_t ask{0};
    std::optional<pos::Ulid> sale{};
};

/// The looks changed: the window takes them over.
struct Restyle {};

struct Effect
    : std::variant<pos::sale::Effect, FindCode, FindItem, Search, ReadTabs, ReadTiles, ReadLooks,
                   ReadTakings, FindCustomers, ReadCustomer, SaveCustomer, SaveSetting, PrepareCard,
                   CancelCard, EnquireCard, CloseCardDay, PrintCardSlips, PrintBillSlip, PriceScale,
                   TareScale, ZeroScale, WatchDevices, LeaveDevices, UseDevice, PrintTestPage,
                   Sound, AnswerWaiting, ReadOutside, ExportOutside, GoOn, StartAnew, ReadShop,
                   TakeShop, ReadSigners, TryPin, FindGoodsFiles, LookAtGoods, ImportGoods,
                   ReadTicket, Restyle, FindAccounts, AskForAccounts, ReadPeople, KeepPerson,
                   KeepRights, ReadItem, KeepItem, ReadLastImport, UndoImport, ReadGroups,
                   KeepDepartment, KeepTax, UndoGroup, ReadOwnShop, LookAtStartingOver, StartOver,
                   KeepOwnShop, KeepLogo, UndoOwnShop, FindPictures, LookAtLogo, DrawPaper,
                   UseBackups, BackUpNow, FindBackupPlaces, KeepStockPolicy, ExportShop, StopExport,
                   FindExportPlaces> {
    using variant::variant;

    // Compiled once, not in every file that copies one: a third of what such a file takes.
    Effect(const Effect& other);
    Effect(Effect&& other) noexcept;
    Effect& operator=(const Effect& other);
    Effect& operator=(Effect&& other) noexcept;
    ~Effect();
};

}  // namespace till::shell
