#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/core/system.hpp"
#include "app/till/back_office.hpp"
#include "app/till/counter.hpp"
#include "app/till/cue_of.hpp"
#include "app/till/customer_window.hpp"
#include "app/till/customers_link.hpp"
#include "app/till/feed_link.hpp"
#include "app/till/frame_log.hpp"
#include "app/till/inbox.hpp"
#include "app/till/office_link.hpp"
#include "app/till/outside_link.hpp"
#include "app/till/paper_preview.hpp"
#include "app/till/pictures/pictures.hpp"
#include "app/till/program_parts.hpp"
#include "app/till/run_once.hpp"
#include "app/till/shell/shell.hpp"
#include "app/till/shop_link.hpp"
#include "app/till/sounds/sounds.hpp"
#include "app/till/store_link.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"

namespace till {

/// The running till: the shell, what carries its effects out, and what is drawn.
///
/// threads: the drawing thread; what other threads report comes through its inbox
class Program final : public window::Program {
public:
    Program(ProgramParts parts, ui::Ui& ui, window::Window& window, pos::store::StoreThread& store);

    /// Starts the threads of devices, then the shell.
    app::core::Outcome<void> start(pos::store::StoreThread& store,
                                   const pos::store::db::DbTarget& target);
    void stop();

    void draw(ui::Frame& frame) override;
    bool act() override;
    void dropped(std::string path) override { update(shell::FileDropped{std::move(path)}); }
    void scanned(std::string text) override { update(shell::Scanned{std::move(text), true}); }
    bool take_in() override;
    std::optional<ui::Moment> wake_at(ui::Moment now) override;
    bool done() const override { return goes_on_; }
    void shown(const window::FrameTimes& took) override;

    /// Once it is done, or the window was closed.
    Ended ended() const;

private:
    pos::journal::Actor actor() const;
    app::core::Doing doing();
    /// Hands on what other threads report.
    std::function<void(shell::Action)> poster() {
        return [this](shell::Action action) { inbox_.post(std::move(action)); };
    }
    static ui::Moment until(std::chrono::steady_clock::time_point at);

    pos::sale::Stamp stamp();
    /// Of the last close that this run has seen; 0 before.
    std::uint32_t z_number() const { return model_.last_close ? model_.last_close->z_number : 0; }
    shell::Context context() { return {stamp(), random_, parts_.texts, parts_.locale}; }

    void update(const shell::Action& action);
    /// Opens the customer's window where one is wanted, and closes it where not.
    app::core::Outcome<void> show_customer_window();
    void tell_customer();
    /// What the drawer's wire and the time that it is open come to. Whether anything changed.
    bool watch_drawer();

    void carry_out(const shell::Effects& effects);
    void carry_out(const pos::sale::Effect& effect);

    // ---- the register's ----
    void carry_out(const pos::sale::Store& effect);
    void carry_out(const pos::sale::AskFiscal&) {}  // no fiscal module is configured
    void carry_out(const pos::sale::AskCard& ask) { counter_.card().ask(ask); }
    void carry_out(const pos::sale::KeepCard& keep) { counter_.card().keep(keep); }
    void carry_out(const pos::sale::OpenDrawer&);
    void carry_out(const pos::sale::Beep&) {}
    void carry_out(const pos::sale::PrintReceipt&) {}  // its job was stored with the sale
    void carry_out(const pos::sale::PrintXReport& effect);
    void carry_out(const pos::sale::PrintZReport&) {}  // with the close

    // ---- the shell's ----
    void carry_out(const shell::FindCode& ask) { link_.find_code(ask, stamp().local); }
    void carry_out(const shell::FindItem& ask) { link_.find_item(ask, stamp().local); }
    void carry_out(const shell::ReadTicket& ask) { link_.read_ticket(ask, stamp().local); }
    void carry_out(const shell::ReadShop& ask) { link_.read_shop(ask); }
    void carry_out(const shell::TakeShop& take);
    void carry_out(const shell::Search& ask) { link_.search(ask); }
    void carry_out(const shell::ReadTabs&) { link_.read_tabs(); }
    void carry_out(const shell::ReadTiles& ask) { link_.read_tiles(ask); }
    void carry_out(const shell::ReadLooks& ask) { link_.read_looks(ask); }
    void carry_out(const shell::ReadTakings& ask) { link_.read_takings(ask); }
    void carry_out(const shell::FindCustomers& ask) { customers_.find_customers(ask); }
    void carry_out(const shell::ReadCustomer& ask) { customers_.read_customer(ask); }
    void carry_out(const shell::FindAccounts& ask) { customers_.find_accounts(ask); }
    void carry_out(const shell::AskForAccounts&) { customers_.ask_for_accounts(clock_.now()); }
    void carry_out(const shell::SaveCustomer& save);
    void carry_out(const shell::PrepareCard&) { counter_.card().prepare(); }
    void carry_out(const shell::CancelCard&) { counter_.card().cancel(); }
    void carry_out(const shell::EnquireCard& ask) { counter_.card().enquire(ask.attempt); }
    void carry_out(const shell::CloseCardDay&) { counter_.card().close_day(); }
    void carry_out(const shell::PrintCardSlips& print);
    void carry_out(const shell::PrintBillSlip& print);
    void carry_out(const shell::PriceScale& price);
    void carry_out(const shell::TareScale& tare);
    void carry_out(const shell::ZeroScale&);
    void carry_out(const shell::WatchDevices& watch) { counter_.watch(watch.printer_in_use); }
    void carry_out(const shell::LeaveDevices&) { counter_.stop_watching(); }
    void carry_out(const shell::UseDevice& use);
    void carry_out(const shell::PrintTestPage& page);
    void carry_out(const shell::Sound& sound) { sounds_.play(cue_of(sound.signal)); }
    void carry_out(const shell::SaveSetting& setting);
    void carry_out(const shell::AnswerWaiting& answer);
    void carry_out(const shell::ReadOutside&);
    void carry_out(const shell::ExportOutside&);
    template <OfBackOffice What>
    void carry_out(const What& what) {
        office_desk_.carry_out(what);
    }
    void carry_out(const shell::DrawPaper& wanted);
    void carry_out(const shell::GoOn&) { goes_on_ = parts_.options.may_go_on; }
    void carry_out(const shell::StartAnew&) { goes_on_ = puts_back_ = true; }
    void carry_out(const shell::StartOver&) { goes_on_ = starts_over_ = true; }
    void carry_out(const shell::Restyle&);

    ProgramParts parts_;
    ui::Ui& ui_;
    window::Window& window_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    shell::Model model_;
    Inbox inbox_;
    StoreLink link_;
    CustomersLink customers_;
    ChangingPictures logo_;
    unsigned logo_seen_{0};
    BackOffice office_desk_;
    PaperPreview paper_;
    pictures::Pictures pictures_;
    Counter counter_;
    std::unique_ptr<CustomerWindow> customer_;
    std::unique_ptr<OfficeLink> office_;
    std::unique_ptr<FeedLink> feed_;
    std::unique_ptr<OutsideLink> outside_;
    bool goes_on_{false};
    bool puts_back_{false};
    bool starts_over_{false};
    FrameLog frame_log_{parts_.options.frame_log};
    sounds::Sounds sounds_;
    std::optional<shell::Action> kept_;
    std::int64_t minute_{-1};
};

}  // namespace till
