#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "app/till/ui/hand.hpp"
#include "app/till/ui/texts.hpp"
#include "pos/base/random.hpp"
#include "pos/locale/locale.hpp"
#include "pos/sale/register.hpp"

namespace till::shell {

enum class Screen {
    opening,
    sell,
    pay,
    done,
    held,
    returns,
    takings,
    settings,
    devices,
    help,
    closing,
    office,
    customers,
    sign_on,
    goods,
    bills,
    editor,
    price_check,
    shop,
    backups,
    practice,
    exports
};

/// How the till looks: what the settings screen changes.
struct Looks {
    std::string language{"en"};
    std::string theme{"light"};
    int scale_percent{100};
    bool mirrored{false};
    bool safe_colours{false};  // told apart by those who see some colours alike
    bool large_text{false};
    ui::Hand hand{ui::Hand::usual};
    bool operator==(const Looks&) const = default;

    /// The theme's name with its palette: "dark-safe".
    std::string theme_name() const { return safe_colours ? theme + "-safe" : theme; }
};
inline constexpr std::string_view kThemes[] = {"light", "dark"};
inline constexpr int kScales[] = {100, 125, 150, 200};

/// Goods come back without a receipt until this is ended.
struct ReturnMode {
    std::string reason;
};

/// What is to be looked up: a code that was scanned or typed, or an item that was tapped.
struct Wanted {
    std::string text;
    std::optional<pos::Quantity> times{};  // typed before the scan
    std::optional<pos::Ulid> item{};       // then there is no text
    bool reprint{false};                   // the receipt of that number
    std::optional<Unlisted> unlisted{};    // instead of all that
};

/// What the shell knows of the card terminal.
struct CardDesk {
    /// What is done once the terminal is ready.
    struct Wish {
        enum class What { pay, take_back, ask_open };
        What what{What::ask_open};
        std::optional<pos::Money> amount;  // of pay; else what is due
        pos::Ulid attempt{};               // of take_back
        bool quiet{false};                 // nobody asked for it: no words when it fails
        std::vector<pos::Ulid> enquired;   // attempts that were asked about for it
    };
    bool there{false};  // one is configured
    drivers::card::StateChanged state;
    std::optional<Wish> wish;
    bool ordered{false};             // from the order to its end
    bool closing{false};             // from the order to close its day to its end
    pos::Ulid enquiring{};           // the attempt that the terminal is asked about
    std::vector<std::string> lines;  // in the terminal's own words; else `doing`
    std::optional<drivers::card::Doing> doing;
    bool cancelling{false};
};

/// What the shell knows of the scale.
struct ScaleDesk {
    bool there{false};  // one is configured
    drivers::scale::Reading reading;
    /// The line that was sold by the reading as it still is: the same goods are not sold twice.
    struct SoldAs {
        pos::Ulid sale{};
        std::uint32_t line{0};
    };
    std::optional<SoldAs> sold_as;
};

/// Goods that wait for a steady weight.
struct Weighing {
    ItemFound found;
    std::optional<pos::UnitPrice> price;  // of open-price goods, as typed
};

/// What the shell knows of devices beside how they are.
struct DeviceDesk {
    DeviceSetup setup;
    DevicesSeen seen;
    std::string chosen;       // the key of the row; see device_rows.hpp
    std::string tested;       // the code that is being looked up to be shown
    std::string scanned;      // the last code that came while the devices were on the screen
    std::string scanned_for;  // what the shop knows it as
};

/// What the shell knows of customers.
struct CustomerDesk {
    std::uint64_t asked{0};
    std::uint64_t saving{0};
    std::vector<pos::customer::Party> found;
    pos::customer::Party edited;  // without an id: a new one
    std::string number;           // of the cart's customer, whose name was asked for
    std::string name;             // of them; empty: not known here
};

/// What the shell knows of head office's accounts and their bills.
struct BillDesk {
    bool there{false};  // head office has told of some
    std::uint64_t asked{0};
    bool scanned{false};  // what is looked for was scanned: it may be goods after all
    bool read{false};     // it was read out of a bill's code: it is nothing else
    bool credit{false};   // this till may spend some credit by itself
    bool paying{false};   // an account is looked for whose credit pays the open cart
    std::vector<pos::journal::GivenUpLease> to_give_up;  // of credit, with the day
    pos::Ulid over_of{};  // the sale that was paid with more than the credit
    pos::Money over{};    // by so much
    std::vector<pos::store::feed::KnownAccount> found;
    std::optional<pos::Instant> as_of;
    pos::store::feed::KnownAccount account;  // on the screen
    std::vector<bool> chosen;                // of its bills
    /// A counter of it that is being read.
    struct Reading {
        std::size_t counter{0};
        std::string figure;   // as on its face, once it was typed and can be right
        bool storing{false};  // it was noted, and the store has not answered
    };
    std::optional<Reading> reading;
};

/// After how many minutes without a hand on it the till locks; 0: never.
inline constexpr int kLockMinutes[] = {0, 1, 5, 15};

/// What the shell knows of the people who work here.
struct PeopleDesk {
    std::vector<Signer> signers;
    bool asks{false};                             // somebody has a PIN, so everybody signs on
    bool locked{false};                           // nobody works at it now
    int lock_minutes{5};                          // one of kLockMinutes
    pos::Instant used_at{};                       // when somebody did something last
    std::uint64_t asked{0};                       // of a PIN that is being tried
    std::optional<pos::sale::Command> approving;  // waits for somebody's approval
    pos::people::Operation lacks{};               // of approving
    bool renewing{false};         // whoever is at the till may not be as the books have them now
    Screen before{Screen::sell};  // of approving: where it was asked
};

/// What the shell knows of a file of goods.
struct GoodsDesk {
    std::vector<GoodsFile> files;
    bool found{false};  // files has been answered
    std::size_t chosen{0};
    std::string path;  // as typed
    bool writing{false};
    std::optional<std::string>
        wanted;               // opened once it is approved, with the file that was dropped
    std::string file;         // that is looked at; empty while one is chosen
    GoodsMapping mapping;     // of its columns, where somebody has said so
    goods::TableState table;  // what is asked about them
    std::uint64_t asked{0};
    std::optional<GoodsLooked> looked;
    std::optional<GoodsImported> imported;
};

/// A finished ticket that is being put right.
struct CorrectDesk {
    /// A payment that may have been another one.
    struct Move {
        std::size_t index{0};  // of the payment
        std::string code;      // of what it was
    };
    std::uint64_t asked{0};
    bool payment{false};  // what it was paid with; else it is taken back and rung up again
    std::optional<TicketToCorrect> ticket;
    std::vector<Move> moves;  // to choose from
};

/// The last import of goods, while it can be undone.
struct ImportDesk {
    std::optional<pos::store::LastImport> last{};
    std::uint64_t undoing{0};
};

/// What the shell knows of the order of tiles.
struct TileDesk {
    using Order = std::vector<pos::Ulid>;
    bool wanted{false};                                // to be arranged once it is approved
    bool on{false};                                    // they are being arranged
    std::string tab;                                   // its code, of on
    Order kept;                                        // as it was when that began
    Order shops;                                       // the shop's own, of the tab on show
    std::map<std::string, std::vector<Order>> before;  // what can be gone back to, by tab
    std::size_t found{0};                              // of those, when it began
};

/// A sale that somebody practises.
struct PracticeDesk {
    bool offer{false};  // it is offered where nobody is served: nothing was sold here yet
    std::optional<pos::sale::Register> till{};  // while it is on the screen; no store hears of it
    std::vector<Listed> tiles;
    std::vector<pos::sale::Item> made_up;  // of those tiles, where the shop has no goods for it
    std::uint64_t asked{0};                // for one item
};

/// What an item costs, while that is asked without selling it.
struct PriceDesk {
    std::uint64_t searching{0};
    std::uint64_t asked{0};   // for one item
    bool enter_waits{false};  // Enter was pressed before the search was answered
    std::vector<Listed> found;
    std::optional<ItemFound> item;
    std::optional<pos::Quantity> stock;
};

/// A barcode that nothing is known by, and what it is to become.
struct NewItem {
    std::string barcode;  // the last one that was scanned and is not known; empty: none
    std::string name;
    std::uint64_t asked{0};
    std::optional<pos::Quantity> times{};  // typed before it, until it is sold or something else is
    /// The question about it, as far as it was answered, while a price stands in its place.
    std::optional<prompt::Model> set_aside{};
};

/// People, goods, departments and taxes, as a manager looks after them.
struct RecordDesk {
    enum class What { people, items, departments, taxes };
    /// What the form is of, as it was when it opened: the list may be another one since.
    struct Form {
        bool rights{false};                     // of people: what cashiers may do
        bool from_office{false};                // of a person: there are the two PINs alone
        pos::people::User person{};             // without an id: somebody new
        pos::catalog::Department department{};  // without a code: a new one
        std::string tax{};                      // its code; empty: a new one
        std::vector<pos::Date> days{};          // on one of which its rate begins
        app::core::ItemSheet sheet{};           // without an id: a new item
        app::core::GoodsChoices choices{};
        std::string doubted{};  // codes whose check digit was told of
    };
    /// What the store has not answered yet.
    struct Change {
        std::uint64_t ask{0};
        std::string name;
        std::string barcode{};  // of what was named at the sale, and is to be sold then
        std::optional<pos::Quantity> times{};  // typed before that
    };
    What what{What::people};
    bool from_settings{true};            // where Back leads
    std::uint64_t asked{0};              // for the list
    std::uint64_t opening{0};            // for one of its rows
    bool typed{false};                   // of opening: it is by what was typed
    std::vector<std::uint64_t> scanned;  // codes that are being looked up
    std::uint64_t keeping{0};            // what the form says
    std::uint64_t undoing{0};            // the last change
    std::vector<Change> changes;         // those two, and of forms that were left
    app::core::ShopPeople shop;
    app::core::ShopGroups groups;
    std::vector<Listed> found;
    Form form;
    std::optional<app::core::ItemSheet> undo{};        // an item before its last change
    std::optional<app::core::GroupKept> undo_group{};  // the last change of the list that is shown
};

/// What the shell knows of the shop while its manager looks after it.
struct ShopDesk {
    /// What the form's choices stand for, and where its entries are.
    struct Form {
        std::vector<std::string> countries;  // ISO 3166, of the books' currency
        std::vector<std::string> locales;
        std::size_t address_lines{0};
        std::size_t footer_lines{0};
    };
    enum class Change : std::uint8_t { sheet, logo, no_logo };
    std::uint64_t asked{0};
    std::uint64_t keeping{0};  // a change, or taking one back
    std::uint64_t looking{0};  // at a picture
    std::uint64_t drawing{0};  // the paper
    std::uint64_t over{0};     // whether the shop may be started over
    bool undoes{false};        // of keeping: it takes the last one back
    Change change{Change::sheet};
    bool can_undo{false};
    std::optional<app::core::OwnShop> shop{};
    Form form;
    std::vector<GoodsFile> files;  // pictures
    bool files_found{false};
    std::string path;                             // of the picture that is looked at
    Logo looked;                                  // and what it would be on receipts
    std::optional<app::core::LogoFault> fault{};  // or why none
    std::optional<DrawPaper> drawn{};             // what the paper was asked to show
};

/// What the shell knows of the places for backups.
struct BackupDesk {
    std::vector<BackupPlace> places;
    bool found{false};          // they were looked for
    std::uint64_t using_it{0};  // a place is being tried
    std::string from;           // where they went when that was asked for
    std::string before;         // and before the last change
    bool can_undo{false};
    bool wanted{false};   // to be opened once it is approved
    bool undoes{false};   // of using_it
    bool ordered{false};  // one was, by hand
};

/// What the shell knows of exporting what the shop has.
struct ExportDesk {
    std::vector<BackupPlace> places;
    bool found{false};  // they were looked for
    bool ordered{false};
    std::string folder;  // that it was to go to
    ExportChanged state;
};

/// What is said about the last thing that happened.
struct Said {
    common::Level level{common::Level::quiet};
    std::string words;
};

/// Everything the till knows. The screens' models inside are what is drawn.
/// Whether this computer's clock goes on from what the books have.
struct ClockWatch {
    pos::Instant latest{};            // of the books or of this run
    std::optional<pos::Instant> was;  // what it had shown before it went back
};

struct Model {
    explicit Model(pos::sale::Register r) : cash_register{std::move(r)} {}

    pos::sale::Register cash_register;
    Screen screen{Screen::opening};
    Screen before_help{Screen::sell};
    Looks looks;
    bool print_receipts{true};
    bool sounds{true};
    std::string shop_name;

    std::uint64_t asked{0};  // the number of the last question
    std::uint64_t code_asked{0};
    std::uint64_t test_asked{0};  // of a code that is only to be shown, on the screen of devices
    std::uint64_t search_asked{0};
    std::uint64_t takings_asked{0};
    bool enter_waits{false};                   // Enter was pressed before the search was answered
    bool reprint_wanted{false};                // the receipt asked for is to be printed again
    std::optional<pos::Quantity> times_asked;  // typed before the code that is being looked up
    std::vector<Wanted> wanted;                // that came while the store was writing or answering
    ClockWatch clock;
    std::optional<Said> said;
    std::optional<Said> said_later;  // once somebody has signed on
    std::optional<ReturnMode> return_mode;
    std::optional<ItemFound> item_waiting;  // for the price that the cashier is asked for
    std::optional<std::uint32_t> chosen_line;
    std::map<pos::Ulid, ItemLook> looks_of;  // of the cart's goods, once asked for
    std::vector<Tab> tabs;
    std::vector<Listed> tiles;
    std::vector<Listed> found;
    std::string found_department;  // only what was found in it is shown; empty: all
    std::optional<ReceiptFound> receipt;
    std::optional<TakingsRead> takings_read;
    pos::Date takings_day{};
    std::optional<pos::journal::ShiftClosed> last_close;
    StoreTroubled store;
    CardDesk card;
    ScaleDesk scale;
    std::optional<Weighing> weighing;
    DeviceDesk devices;
    CustomerDesk customer;
    BillDesk bill_desk;
    PeopleDesk people;
    GoodsDesk goods;
    CorrectDesk correct;
    ImportDesk last_import;
    NewItem new_item;
    PriceDesk price_desk;
    TileDesk tile_desk;
    PracticeDesk practice_desk;
    RecordDesk records;
    ShopDesk shop_desk;
    BackupDesk backup_desk;
    ExportDesk export_desk;
    DrawerChanged drawer;
    bool pole_gone{false};  // the customer's display of two lines
    PrinterChanged printer;
    OfficeChanged office;
    BackupChanged backup;
    bool backups_possible{false};        // else the shop is no file of this machine's
    bool demo{false};                    // the shop was made to try things with
    std::optional<OutsideRead> outside;  // as it was read last
    bool outside_asked{false};
    std::uint64_t shop_asked{0};
    std::optional<ShopRead> shop_to_come;                // for the next customer
    std::optional<pos::sale::StockPolicy> stock_wanted;  // until the register goes by it
    bool going_on{false};                                // GoOn was ordered
    bool done_since_minute{false};       // the change due was on the screen when the minute changed
    std::size_t asked_about{0};          // waiting receipts, when the cashier was last asked
    std::optional<pos::Date> asked_day;  // on which was asked about one before that is still open
    std::vector<drivers::scanner::ScannerStatus> scanners;
    bool scanner_missed{false};  // one that was ready has gone, and none has come since
    pos::LocalTime now{};

    sell::Model sell;
    pay::Model pay;
    done::Model done;
    held::Model held;
    returns::Model returns;
    takings::Model takings;
    settings::Model settings;
    devices::Model devices_screen;
    help::Model help;
    opening::Model opening;
    closing::Model closing;
    office::Model office_screen;
    customers::Model customers;
    sign_on::Model sign_on;
    goods::Model goods_screen;
    bills::Model bills;
    editor::Model editor;
    price_check::Model price_check;
    shop::Model shop;
    backups::Model backups;
    exports::Model exports;
    practice::Model practice;
};

/// What an update may use besides the model.
struct Context {
    pos::sale::Stamp stamp;
    pos::Random& random;
    const ui::Texts& texts;
    const pos::locale::Locale& locale;
};

using Effects = std::vector<Effect>;

}  // namespace till::shell
