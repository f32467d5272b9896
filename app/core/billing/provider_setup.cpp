#include "app/core/billing/provider_setup.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/secret_file.hpp"
#include "app/core/billing/text_setting.hpp"
#include "pos/billing/attempt/attempt.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/attempts.hpp"

namespace app::core::billing {

namespace {

constexpr const char* kProviderSetting = "billing.provider";
constexpr const char* kDays = "0,3,7";
constexpr std::int64_t kPatience_s = 20;
constexpr std::size_t kProviderNameBytesMax = 40;

using ProviderMember = std::string ProviderSetup::*;
constexpr std::pair<const char*, ProviderMember> kProviderMembers[] = {
    {"name", &ProviderSetup::name},
    {"url", &ProviderSetup::url},
    {"key_file", &ProviderSetup::key_file},
    {"ca_file", &ProviderSetup::ca_file},
    {"days", &ProviderSetup::days}};

Outcome<void> check_provider(const ProviderSetup& setup) {
    if (setup.name.empty() || setup.name.size() > kProviderNameBytesMax) {
        return misuse(
            fmt::format("A provider has a name of up to {} bytes: --name.", kProviderNameBytesMax));
    }
    if (auto good = drivers::provider::check(setup.url); !good) return misuse(good.error());
    if (setup.key_file.empty()) {
        return misuse(
            "The provider knows you by a key: put it into a file that only you may read, and name "
            "that with --key-file.");
    }
    if (!pos::billing::attempt::parse_days(setup.days)) {
        return misuse(setup.days +
                      " are no days of tries, such as 0,3,7: from 0 on, rising, at most ten of "
                      "them and none above 99.");
    }
    if (setup.patience_s < 1 || setup.patience_s > kPatienceMax_s) {
        return misuse(fmt::format("An answer is waited for from 1 to {} seconds.", kPatienceMax_s));
    }
    if (const auto target = provider_target(setup); !target) return std::unexpected{target.error()};
    return {};
}

std::unexpected<Failure> attempts_open(const std::string& name) {
    return refuse(Why::other, "attempts_open",
                  "Attempts are under way that nobody but " + name +
                      " knows of: `counterfoil attempt list --open`. Wait until they are over, "
                      "withdraw them, or say what became of them.");
}

}  // namespace

Failure no_provider() {
    return {.kind = FailureKind::refused,
            .words =
                "No payment provider is known. Say which with `counterfoil attempt provider "
                "--name … --url https://… --key-file …`.",
            .why = Why::other,
            .about = "no_provider"};
}

Outcome<ProviderSetup> read_provider(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kProviderSetting);
    if (!text) return std::unexpected{text.error()};
    ProviderSetup setup;
    setup.days = kDays;
    setup.patience_s = kPatience_s;
    if (text->empty()) return setup;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) return refuse("Which payment provider is called cannot be read.");
    for (const auto& [name, member] : kProviderMembers)
        setup.*member = json.value(name, setup.*member);
    setup.patience_s = json.value("patience_s", setup.patience_s);
    return setup;
}

Outcome<ProviderSetup> change_provider(BillingBooks& books, const ProviderSetup& change,
                                       pos::Instant now) {
    auto setup = read_provider(*books.db);
    if (!setup) return setup;
    for (const auto& [name, member] : kProviderMembers) {
        if (!(change.*member).empty()) (*setup).*member = pos::locale::clean_name(change.*member);
    }
    if (change.patience_s != 0) setup->patience_s = change.patience_s;
    const auto was = read_provider(*books.db);
    if (!was) return was;
    if (auto good = check_provider(*setup); !good) return std::unexpected{good.error()};
    nlohmann::ordered_json json;
    for (const auto& [name, member] : kProviderMembers) json[name] = (*setup).*member;
    json["patience_s"] = setup->patience_s;
    return in_transaction(books, [&]() -> Outcome<ProviderSetup> {
        // Another one knows nothing of what is under way, and would charge it once more.
        if (setup->name != was->name) {
            const auto open =
                pos::store::billing::attempts(*books.db, {.open_only = true, .limit = 1});
            if (!open) return std::unexpected{database(open.error())};
            if (!open->empty()) return attempts_open(was->name);
        }
        auto put = put_text_setting(books, kProviderSetting, "", json.dump(), now);
        if (!put) return std::unexpected{put.error()};
        return *setup;
    });
}

Outcome<drivers::provider::Target> provider_target(const ProviderSetup& setup) {
    if (setup.url.empty()) return std::unexpected{no_provider()};
    auto key = read_secret(setup.key_file, "The key of the payment provider");
    if (!key) return std::unexpected{key.error()};
    return drivers::provider::Target{setup.url, std::move(*key), setup.ca_file,
                                     std::chrono::seconds{setup.patience_s}};
}

std::vector<std::int32_t> days_of(const ProviderSetup& setup) {
    return pos::billing::attempt::parse_days(setup.days).value_or(std::vector<std::int32_t>{0});
}

}  // namespace app::core::billing
