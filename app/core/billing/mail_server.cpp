#include "app/core/billing/mail_server.hpp"

#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/secret_file.hpp"
#include "app/core/billing/text_setting.hpp"

namespace app::core::billing {

namespace {

constexpr const char* kSetting = "billing.mail";

using Member = std::string MailSetup::*;
constexpr std::pair<const char*, Member> kMembers[] = {{"url", &MailSetup::url},
                                                       {"from", &MailSetup::from},
                                                       {"user", &MailSetup::user},
                                                       {"password_file", &MailSetup::password_file},
                                                       {"ca_file", &MailSetup::ca_file}};

}  // namespace

Outcome<MailSetup> read_mail_setup(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    MailSetup setup;
    if (text->empty()) return setup;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) return refuse("What was said of the mail server cannot be read.");
    for (const auto& [name, member] : kMembers) setup.*member = json.value(name, "");
    return setup;
}

Outcome<MailSetup> change_mail_setup(BillingBooks& books, const MailSetup& change,
                                     pos::Instant now) {
    auto setup = read_mail_setup(*books.db);
    if (!setup) return setup;
    for (const auto& [name, member] : kMembers) {
        if (!(change.*member).empty()) (*setup).*member = change.*member;
    }
    if (auto good = drivers::mail::check({.url = setup->url}); !good) return misuse(good.error());
    if (!drivers::mail::is_address(setup->from))
        return misuse("\"" + setup->from + "\" is no e-mail address to send from.");
    if (!setup->user.empty() && setup->password_file.empty()) {
        return misuse(
            "A user has a password: put it into a file that only you may read, and name "
            "that with --password-file.");
    }
    nlohmann::ordered_json json;
    for (const auto& [name, member] : kMembers) json[name] = (*setup).*member;
    const std::string text = json.dump();
    return in_transaction(books, [&]() -> Outcome<MailSetup> {
        auto put = put_text_setting(books, kSetting, "", text, now);
        if (!put) return std::unexpected{put.error()};
        return *setup;
    });
}

Outcome<drivers::mail::MailServer> mail_server(const MailSetup& setup) {
    if (setup.url.empty()) {
        return refuse(Why::other, "no_mail_server",
                      "No mail server is known. Say which with `counterfoil deliver server --url "
                      "smtps://… --from …`.");
    }
    drivers::mail::MailServer server{setup.url, setup.user, {}, setup.ca_file};
    if (setup.user.empty()) return server;
    auto password = read_secret(setup.password_file, "The mail server's password");
    if (!password) return std::unexpected{password.error()};
    server.password = std::move(*password);
    return server;
}

}  // namespace app::core::billing
