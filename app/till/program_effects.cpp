// What the till does of what the register and the shell ask for.
#include <chrono>
#include <variant>

#include "app/core/print_jobs.hpp"
#include "app/till/program.hpp"
#include "app/till/read_setup.hpp"

namespace till {

void Program::carry_out(const shell::Effects& effects) {
    for (const auto& effect : effects) {
        std::visit([this](const auto& what) { carry_out(what); }, effect);
    }
}

void Program::carry_out(const pos::sale::Effect& effect) {
    std::visit([this](const auto& what) { carry_out(what); }, effect);
}

// ---- the register's ----

void Program::carry_out(const pos::sale::Store& effect) {
    const auto now = clock_.now();
    auto batch = app::core::batch_of(effect, model_.cash_register);
    batch.print_jobs =
        app::core::print_jobs_of(batch, model_.print_receipts, model_.cash_register, now, random_);
    // Nothing has to be written then between the sale and its receipt.
    if (batch.print_jobs.size() == 1 && counter_.spool().is_free())
        batch.print_jobs.front().state = pos::store::PrintState::begun;
    link_.store(effect, std::move(batch), now, counter_.spool().bell());
}

void Program::carry_out(const pos::sale::OpenDrawer&) {
    counter_.drawer().open(std::chrono::steady_clock::now());
}

void Program::carry_out(const pos::sale::PrintXReport& effect) {
    const auto& shift = model_.cash_register.state().shift;
    const auto report = app::core::report_of(effect, shift ? &*shift : nullptr);
    const auto now = clock_.now();
    link_.queue(app::core::x_report_job(report, now, random_), now, counter_.spool().bell());
}

// ---- the shell's ----

void Program::carry_out(const shell::TakeShop& take) {
    auto shop = link_.take_shop(take);
    if (!shop) return;
    parts_.shop.settings = std::move(shop->settings);
    counter_.spool().use(std::move(shop->paperwork));
    if (auto locale = pos::locale::Locale::open(
            locale_for(model_.looks.language, parts_.shop.settings.locale)))
        parts_.locale = std::move(*locale);
}

void Program::carry_out(const shell::SaveCustomer& save) {
    const auto now = stamp();
    const pos::journal::When when{now.local, now.local.date, parts_.shop.journal.zone};
    customers_.save_customer(save, {when, actor(), now.at});
}

void Program::carry_out(const shell::PrintCardSlips& print) {
    const auto now = clock_.now();
    for (const auto& slip : print.slips) {
        link_.queue(app::core::card_slip_job(slip, stamp().local, now, random_), now,
                    counter_.spool().bell());
    }
}

void Program::carry_out(const shell::PrintBillSlip& print) {
    const auto now = clock_.now();
    link_.queue(app::core::bill_slip_job(print.bill, now, random_), now, counter_.spool().bell());
}

void Program::carry_out(const shell::PriceScale& price) {
    if (auto* scale = counter_.scale()) scale->set_price(price.price_minor);
}

void Program::carry_out(const shell::TareScale& tare) {
    auto* scale = counter_.scale();
    if (scale == nullptr) return;
    tare.clear ? scale->clear_tare() : scale->tare();
}

void Program::carry_out(const shell::ZeroScale&) {
    if (auto* scale = counter_.scale()) scale->zero();
}

void Program::carry_out(const shell::UseDevice& use) {
    auto plan =
        plan_counter(model_.devices.setup, parts_.particulars, parts_.shop.journal.currency);
    if (!plan) return inbox_.post(shell::DeviceNotTaken{plan.error()});
    if (use.role == shell::Role::display && plan->displays.window && !customer_ &&
        !window::SideWindow::has_second_screen()) {
        return inbox_.post(shell::CustomerWindowRefused{});
    }
    counter_.use(use.role, std::move(*plan));
    if (use.role != shell::Role::display) return;
    if (const auto shown = show_customer_window(); !shown)
        inbox_.post(shell::CustomerWindowRefused{shown.error()});
}

void Program::carry_out(const shell::PrintTestPage& page) {
    const auto now = clock_.now();
    const pos::document::TestPage test{page.device, page.address, stamp().local};
    link_.queue(app::core::test_page_job(test, now, random_), now, counter_.spool().bell());
}

void Program::carry_out(const shell::SaveSetting& setting) {
    const auto now = stamp();
    link_.save_setting(setting, {now.local, now.local.date, parts_.shop.journal.zone}, actor(),
                       now.at);
}

void Program::carry_out(const shell::AnswerWaiting& answer) {
    if (answer.print) {
        counter_.spool().keep();
    } else {
        counter_.spool().discard();
    }
}

void Program::carry_out(const shell::ReadOutside&) {
    if (outside_) outside_->read();
}

void Program::carry_out(const shell::ExportOutside&) {
    if (outside_) outside_->write_file();
}

void Program::carry_out(const shell::DrawPaper& wanted) {
    paper_.draw(wanted, parts_.shop.settings, stamp().local);
}

void Program::carry_out(const shell::Restyle&) {
    if (auto theme = parts_.assets.theme(model_.looks.theme_name()))
        ui_.set_theme(std::move(*theme));
    if (customer_) {
        if (auto look = customer_look(parts_.assets, model_.looks))
            customer_->set_look(std::move(*look));
    }
    if (model_.looks.language != parts_.texts.language()) {
        auto words = parts_.assets.texts(model_.looks.language, parts_.keys);
        auto again = parts_.assets.texts(model_.looks.language, parts_.keys);
        auto locale = pos::locale::Locale::open(
            locale_for(model_.looks.language, parts_.shop.settings.locale));
        if (words && again && locale) {
            parts_.texts = std::move(*words);
            parts_.locale = std::move(*locale);
            ui_.set_texts(std::move(*again));
        }
    }
    ui_.set_scale(static_cast<float>(model_.looks.scale_percent) / 100);
    ui_.set_mirrored(model_.looks.mirrored);
    ui_.set_large_text(model_.looks.large_text);
    ui_.set_hand(model_.looks.hand);
    update(shell::Restyled{});
}

}  // namespace till
