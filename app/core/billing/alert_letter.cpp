#include "app/core/billing/alert_letter.hpp"

#include "app/core/billing/in_transaction.hpp"
#include "app/core/invoice/words.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

/// "1.234,5 kWh", or money with its currency.
std::string amount_words(const std::string& plain, const std::string& meter, pos::Currency currency,
                         const pos::locale::Locale& locale) {
    const auto exact = pos::parse_exact(plain);
    if (!exact) return plain;
    if (meter.empty()) {
        const auto scaled =
            pos::parse_decimal(to_string(round_at(*exact, static_cast<unsigned>(currency.exponent),
                                                  pos::RoundingMode::half_away)),
                               static_cast<unsigned>(currency.exponent));
        return scaled ? locale.money(pos::Money{*scaled, currency}) : plain;
    }
    const auto scaled =
        pos::parse_decimal(to_string(round_at(*exact, 3, pos::RoundingMode::half_away)), 3);
    return (scaled ? locale.decimal(*scaled, 3, 0) : plain) + " " + meter;
}

}  // namespace

Outcome<std::optional<drivers::mail::Message>> alert_letter(
    pos::store::db::Connection& db, const pos::store::billing::AlertTold& told,
    const std::string& office_locale, const drivers::mail::Mailbox& from) {
    namespace stored = pos::store::billing;
    const auto alert = stored::alert_of(db, told.alert);
    if (!alert) return std::unexpected{database(alert.error())};
    if (!*alert) return std::optional<drivers::mail::Message>{};
    const auto subscription = stored::subscription_of_number(db, (*alert)->number);
    if (!subscription) return std::unexpected{database(subscription.error())};
    if (!*subscription) return std::optional<drivers::mail::Message>{};
    const auto whose = stored::account_of(db, (*subscription)->account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) return std::optional<drivers::mail::Message>{};
    const auto& party = (*whose)->party;
    const std::string& tag = party.language.empty() ? office_locale : party.language;
    const auto words = app::core::invoice::Words::read(tag.starts_with("de") ? "de" : "en");
    const auto amount = [&](const std::string& plain) {
        return amount_words(plain, (*alert)->meter, (*whose)->stored.account.currency,
                            words.locale());
    };
    const std::string percent = words.locale().integer((*alert)->percent);
    drivers::mail::Message message;
    message.from = from;
    message.to = {party.name, party.email};
    message.subject = words.with("mail.alert_subject",
                                 {{"percent", percent}, {"limit", amount((*alert)->limit)}});
    message.text = words.with((*alert)->meter.empty() ? "mail.alert_money" : "mail.alert_usage",
                              {{"name", party.name},
                               {"used", amount(told.used)},
                               {"limit", amount((*alert)->limit)},
                               {"percent", percent},
                               {"since", words.locale().date(told.period)},
                               {"subscription", (*alert)->number},
                               {"sender", from.name}});
    // The same alert of the same period has the same one.
    message.id = to_string(told.alert) + "." + std::to_string(told.period.days);
    message.sent_at = told.at;
    return std::optional{std::move(message)};
}

}  // namespace app::core::billing
