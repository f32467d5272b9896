// Counters that are read at the till, and credit that is bought there, for the account whose bills
// are on the screen.
#include <algorithm>
#include <utility>

#include "app/till/shell/bill_sum.hpp"
#include "app/till/shell/metered.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"
#include "pos/billing/meter/plausible.hpp"
#include "pos/locale/plain_figure.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/money/decimal.hpp"

namespace till::shell {

namespace {

namespace meter = pos::billing::meter;
using pos::store::feed::KnownCounter;
using pos::store::feed::ToldCounter;
using ui::TextKey;

constexpr std::int64_t kDayMs = 86'400'000;

meter::Counter face_of(const ToldCounter& told) {
    return {told.serial, told.digits, told.decimals};
}

/// All that the till knows of it. The feed was checked when it came in.
meter::Before all_known(const ToldCounter& told) {
    meter::Before before{face_of(told), std::nullopt, std::nullopt, false};
    if (const auto figure = pos::parse_exact(told.figure)) {
        before.last = meter::Reading{told.read_at, *figure, meter::Source::actual};
    }
    const auto used = pos::parse_exact(told.used);
    if (used && told.used_ms > 0) before.use = meter::Use{*used, told.used_ms};
    return before;
}

std::string day_words(pos::Instant at, const Context& c) {
    return c.locale.date(local_of(at, c).date);
}

std::string figure_words(const std::string& figure, const Context& c) {
    return pos::locale::plain_figure(figure, c.locale);
}

std::string a_day(pos::Exact units, std::int64_t ms, const Context& c) {
    const auto rounded =
        pos::round_at(pos::share_of(units, kDayMs, ms), 1, pos::RoundingMode::half_away);
    return figure_words(to_string(rounded), c);
}

/// The figure as it stands on a face, with a point; empty: it is none.
std::string plain_text(const std::string& typed, const Context& c) {
    std::string text;
    const std::string& sign = c.locale.decimal_sign();
    for (const char digit : typed) {
        const bool parts = sign == std::string{digit};
        if (!parts && (digit < '0' || digit > '9')) return {};
        text += parts ? '.' : digit;
    }
    return text;
}

std::string face_words(meter::FigureError error, const ToldCounter& told, const Context& c) {
    if (error == meter::FigureError::not_a_figure) return c.texts[TextKey::bills_doubt_no_figure];
    const bool decimals = told.decimals > 0;
    return c.texts.with(
        decimals ? TextKey::bills_doubt_face_decimals : TextKey::bills_doubt_face,
        {{"digits", c.locale.integer(told.digits)}, {"decimals", c.locale.integer(told.decimals)}});
}

/// What is odd about a figure, or why it cannot be taken.
std::string doubt_words(meter::Doubt doubt, const meter::Before& before,
                        const meter::Reading& reading, const Context& c) {
    const meter::Reading last = before.last.value_or(meter::Reading{});
    const auto step = meter::advance(before.counter, last.figure, reading.figure,
                                     meter::Expectation{}.rollover_most);
    const pos::Exact units = step ? step->units : pos::Exact{};
    const meter::Use usual = before.use.value_or(meter::Use{{}, kDayMs});
    const auto say = [&](TextKey key) {
        return c.texts.with(
            key,
            {{"figure", figure_words(to_string(reading.figure), c)},
             {"last", figure_words(to_string(last.figure), c)},
             {"date", day_words(last.at, c)},
             {"units", figure_words(to_string(units), c)},
             {"now",
              a_day(units, std::max<std::int64_t>(reading.at.unix_ms - last.at.unix_ms, 1), c)},
             {"usual", a_day(usual.units, usual.ms, c)}});
    };
    switch (doubt) {
        case meter::Doubt::lower_than_last:
            return say(TextKey::bills_doubt_lower);
        case meter::Doubt::after_removal:
        case meter::Doubt::before_last:
        case meter::Doubt::contradicts:
            return say(TextKey::bills_doubt_before);
        case meter::Doubt::rolled_over:
            return say(TextKey::bills_doubt_rolled);
        case meter::Doubt::no_use:
            return say(TextKey::bills_doubt_no_use);
        case meter::Doubt::too_high:
            return say(TextKey::bills_doubt_high);
        case meter::Doubt::too_low:
            return say(TextKey::bills_doubt_low);
        case meter::Doubt::off_the_face:
            break;
    }
    return c.texts[TextKey::bills_doubt_no_figure];
}

std::string counter_title(const ToldCounter& told, const Context& c) {
    return c.texts.with(TextKey::bills_counter,
                        {{"number", told.serial.empty() ? told.point : told.serial}});
}

KnownCounter* read_counter(Model& m) {
    auto& counters = m.bill_desk.account.counters;
    const auto& reading = m.bill_desk.reading;
    if (!reading || reading->counter >= counters.size()) return nullptr;
    return &counters[reading->counter];
}

/// Takes what the register says instead of the screen's message into the question.
void refuse_in(Model& m) {
    if (!m.bills.prompt) return;
    m.bills.prompt->refusal = m.said ? m.said->words : std::string{};
    m.said.reset();
}

void note_figure(Model& m, bool sure, const Context& c, Effects& effects) {
    const KnownCounter* const counter = read_counter(m);
    if (counter == nullptr) return leave_question(m);
    const auto& account = m.bill_desk.account;
    pos::journal::MeterRead read;
    read.customer = account.customer;
    read.account = account.account;
    read.account_number = account.number;
    read.known_at = m.bill_desk.as_of.value_or(pos::Instant{});
    read.point = counter->told.point;
    read.meter = counter->told.meter;
    read.serial = counter->told.serial;
    read.figure = m.bill_desk.reading->figure;
    read.figure_before = counter->told.figure;
    read.read_before = local_of(counter->told.read_at, c).date;
    read.sure = sure;
    if (!tell(m, pos::sale::NoteReading{std::move(read)}, c, effects)) return refuse_in(m);
    m.bill_desk.reading->storing = true;
    m.bills.prompt.reset();
    m.said.reset();
}

void ask_whether_sure(Model& m, std::string doubt, const Context& c) {
    prompt::Model p{.subject = prompt::Subject::counter_sure};
    p.title = c.texts[TextKey::bills_read_sure];
    p.about = figure_words(m.bill_desk.reading->figure, c);
    if (const KnownCounter* const counter = read_counter(m))
        p.about += " " + pos::locale::unit_sign(counter->told.meter);
    p.reasons = {c.texts[TextKey::bills_read_yes], c.texts[TextKey::bills_read_again]};
    // Enter alone does not say that it is right.
    p.reason = 1;
    p.reason_needed = true;
    p.at_once = true;
    m.bills.prompt = std::move(p);
    say(m, common::Level::warning, std::move(doubt));
}

void take_figure(Model& m, const Context& c, Effects& effects) {
    const KnownCounter* const counter = read_counter(m);
    if (counter == nullptr) return leave_question(m);
    auto& p = *m.bills.prompt;
    const meter::Before before = all_known(counter->told);
    const auto figure = meter::read_figure(plain_text(p.text, c), before.counter);
    if (!figure) {
        p.refusal = face_words(figure.error(), counter->told, c);
        return;
    }
    const meter::Reading reading{c.stamp.at, *figure, meter::Source::customer};
    const auto doubts = meter::doubts(before, reading);
    if (!doubts.empty() && is_refusal(doubts.front())) {
        p.refusal = doubt_words(doubts.front(), before, reading, c);
        return;
    }
    m.bill_desk.reading->figure = to_string(*figure);
    if (doubts.empty()) return note_figure(m, false, c, effects);
    ask_whether_sure(m, doubt_words(doubts.front(), before, reading, c), c);
}

void take_top_up(Model& m, const Context& c, Effects& effects) {
    auto& p = *m.bills.prompt;
    const pos::Currency currency = m.cash_register.setup().currency;
    const auto amount = c.locale.parse_money(p.text, currency);
    if (!amount) {
        p.refusal = c.texts[TextKey::bills_no_amount];
        return;
    }
    const auto& account = m.bill_desk.account;
    pos::journal::BillPayment bill{
        .account = account.account,
        .account_number = account.number,
        .known_at = m.bill_desk.as_of.value_or(pos::Instant{}),
        .bills = {},
        .on_account = pos::zero(currency),
        .top_up = pos::journal::TopUp{*amount, account.credit_at(c.stamp.at)}};
    if (!pay_bill(m, std::move(bill), c, effects)) return refuse_in(m);
    leave_question(m);
}

}  // namespace

void keep_todays_counters(Model& m, const Context& c) {
    const pos::Instant now = c.stamp.at;
    std::erase_if(m.bill_desk.account.counters, [&](const KnownCounter& one) {
        return one.told.from > now || (one.told.until && *one.told.until <= now);
    });
}

void leave_question(Model& m) {
    m.bills.prompt.reset();
    m.bill_desk.reading.reset();
}

void ask_reading(Model& m, std::size_t counter, const Context& c) {
    const auto& counters = m.bill_desk.account.counters;
    if (counter >= counters.size()) return;
    if (m.bill_desk.reading && m.bill_desk.reading->storing) return;
    const ToldCounter& told = counters[counter].told;
    m.said.reset();
    m.bills.at = m.bill_desk.chosen.size() + counter;
    m.bill_desk.reading = BillDesk::Reading{.counter = counter, .figure = {}};
    prompt::Model p{.subject = prompt::Subject::counter_figure};
    p.title = counter_title(told, c);
    p.about = c.texts.with(TextKey::bills_counter_last, {{"figure", figure_words(told.figure, c)},
                                                         {"date", day_words(told.read_at, c)}});
    p.label = c.texts[TextKey::bills_read_label];
    p.suffix = pos::locale::unit_sign(told.meter);
    p.decimal_sign = c.locale.decimal_sign();
    p.confirm = c.texts[TextKey::bills_read_go];
    m.bills.prompt = std::move(p);
}

void ask_top_up(Model& m, const Context& c) {
    if (!m.bill_desk.account.has_credit) return;
    m.said.reset();
    prompt::Model p{.subject = prompt::Subject::top_up};
    p.title = c.texts[TextKey::bills_top_up_ask];
    p.about = c.texts.with(TextKey::bills_credit_now,
                           {{"amount", c.locale.money(m.bill_desk.account.credit_at(c.stamp.at))}});
    p.label = c.texts[TextKey::prompt_amount_label];
    p.suffix = c.locale.symbol(m.cash_register.setup().currency);
    p.decimal_sign = c.locale.decimal_sign();
    p.confirm = c.texts[TextKey::bills_pay];
    m.bills.prompt = std::move(p);
}

void answer_in_bills(Model& m, const prompt::Action& action, const Context& c, Effects& effects) {
    if (!m.bills.prompt) return;
    const auto outcome = prompt::update(*m.bills.prompt, action);
    if (outcome == prompt::Outcome::open) return;
    m.said.reset();
    if (outcome == prompt::Outcome::cancelled) return leave_question(m);
    if (m.bills.prompt->subject == prompt::Subject::top_up) return take_top_up(m, c, effects);
    if (m.bills.prompt->subject == prompt::Subject::counter_figure) {
        return take_figure(m, c, effects);
    }
    if (m.bills.prompt->reason == 0U) return note_figure(m, true, c, effects);
    if (m.bill_desk.reading) ask_reading(m, m.bill_desk.reading->counter, c);
}

void reading_stored(Model& m, const Context& c) {
    const auto reading = m.bill_desk.reading;
    if (!reading || !reading->storing) return;
    if (m.cash_register.state().waiting != pos::sale::Waiting::nothing) return;
    if (KnownCounter* const counter = read_counter(m)) {
        counter->told.figure = reading->figure;
        counter->told.read_at = c.stamp.at;
        counter->noted_here = true;
    }
    m.bill_desk.reading.reset();
    say(m, common::Level::good,
        c.texts.with(TextKey::bills_read_noted, {{"figure", figure_words(reading->figure, c)}}));
}

std::string credit_words(const Model& m, const Context& c) {
    const auto& account = m.bill_desk.account;
    if (!account.has_credit) return {};
    return c.texts.with(TextKey::bills_credit,
                        {{"amount", c.locale.money(account.credit_at(c.stamp.at))}});
}

void present_counters(Model& m, const Context& c) {
    const auto& account = m.bill_desk.account;
    m.bills.can_top_up = account.has_credit;
    m.bills.counters.clear();
    for (const KnownCounter& one : account.counters) {
        bills::Counter shown;
        const std::string unit = pos::locale::unit_sign(one.told.meter);
        shown.title = counter_title(one.told, c);
        ui::add_beside(c.texts, shown.title, unit);
        if (!one.told.serial.empty()) shown.note = one.told.point;
        ui::add_beside(c.texts, shown.note,
                       one.noted_here ? c.texts[TextKey::bills_counter_here]
                                      : c.texts.with(TextKey::bills_counter_read,
                                                     {{"date", day_words(one.told.read_at, c)}}));
        const meter::Before before = all_known(one.told);
        if (before.use && !one.noted_here) {
            ui::add_beside(c.texts, shown.note,
                           c.texts.with(TextKey::bills_counter_use,
                                        {{"units", a_day(before.use->units, before.use->ms, c)},
                                         {"meter", unit}}));
        }
        shown.figure = figure_words(one.told.figure, c);
        shown.noted = one.noted_here;
        m.bills.counters.push_back(std::move(shown));
    }
}

}  // namespace till::shell
