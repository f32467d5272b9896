#include "app/core/simulate/office_pages.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "app/core/office/sign_in.hpp"
#include "pos/money/decimal.hpp"
#include "sync/client/http_client.hpp"

namespace app::core::simulate {

namespace {

using nlohmann::json;

constexpr std::size_t kTablesBytesMax = std::size_t{32} * 1024 * 1024;

/// For a form's value.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string text_of(const json& row, const char* column) {
    const auto at = row.find(column);
    return at != row.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

std::unexpected<Failure> not_as_expected(const std::string& path) {
    return std::unexpected{
        Failure{FailureKind::environment,
                fmt::format("The head office's page {} is not as expected: it may be of another "
                            "version.",
                            path.substr(0, path.find('?')))}};
}

/// A browser's part: it keeps what it was given, and signs out at the end.
class Session {
public:
    explicit Session(const std::string& office) : http_{{office, {}}} {}
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Outcome<void> sign_in(const std::string& name, const std::string& password);
    /// The rows of a page's table.
    Outcome<json> table(const std::string& path, const char* name);

private:
    Outcome<syncing::client::HttpAnswer> ask(const std::string& path, const std::string* form);
    std::string cookie(const std::string& name) const;

    syncing::client::HttpClient http_;
    std::map<std::string, std::string> cookies_;
};

Session::~Session() {
    if (cookie("session").empty()) return;
    const std::string form = "mark=" + form_mark(cookie("session"));
    (void)ask("/sign-out", &form);
}

std::string Session::cookie(const std::string& name) const {
    for (const char* prefix : {"counterfoil_", "__Host-counterfoil_"}) {
        const auto found = cookies_.find(prefix + name);
        if (found != cookies_.end()) return found->second;
    }
    return {};
}

Outcome<syncing::client::HttpAnswer> Session::ask(const std::string& path,
                                                  const std::string* form) {
    std::string cookies;
    for (const auto& [name, value] : cookies_) {
        cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    }
    syncing::client::HttpAsk asked{
        .path = path, .body = {}, .cookies = cookies, .answer_bytes_max = kTablesBytesMax};
    if (form != nullptr) {
        asked.body = *form;
        asked.content_type = "application/x-www-form-urlencoded";
    }
    auto answer = form != nullptr ? http_.post(asked) : http_.get(asked);
    if (!answer) {
        return std::unexpected{Failure{FailureKind::environment, std::move(answer.error().words)}};
    }
    for (const std::string& set : answer->cookies) {
        const auto equals = set.find('=');
        if (equals == set.npos) continue;
        const std::string value = set.substr(equals + 1);
        if (value.empty()) {
            cookies_.erase(set.substr(0, equals));
        } else {
            cookies_[set.substr(0, equals)] = value;
        }
    }
    return std::move(*answer);
}

Outcome<void> Session::sign_in(const std::string& name, const std::string& password) {
    if (const auto page = ask("/sign-in", nullptr); !page) return std::unexpected{page.error()};
    const std::string form = fmt::format("mark={}&name={}&password={}", form_mark(cookie("form")),
                                         escaped(name), escaped(password));
    const auto answer = ask("/sign-in", &form);
    if (!answer) return std::unexpected{answer.error()};
    if (answer->status == 303 && !cookie("session").empty()) return {};
    if (answer->status == 429) {
        return refuse(
            "The head office takes no more tries to sign in for now. Try again in a "
            "quarter of an hour.");
    }
    if (answer->status != 403) return not_as_expected("/sign-in");
    return refuse(
        fmt::format("The head office does not let {} in: the name or the password is "
                    "wrong.",
                    name));
}

Outcome<json> Session::table(const std::string& path, const char* name) {
    const auto answer = ask(path, nullptr);
    if (!answer) return std::unexpected{answer.error()};
    const auto tables = json::parse(answer->body, nullptr, false);
    if (answer->status != 200 || !tables.is_object()) return not_as_expected(path);
    const auto found = tables.find(name);
    if (found == tables.end() || !found->is_array()) return not_as_expected(path);
    return Outcome<json>{std::in_place, *found};
}

}  // namespace

Outcome<Holdings> read_pages(const Visitor& visitor, pos::Currency currency,
                             const std::vector<BranchDay>& of) {
    Session session{visitor.office};
    if (auto in = session.sign_in(visitor.name, visitor.password); !in) {
        return std::unexpected{std::move(in.error())};
    }
    Holdings found;
    for (const auto& [branch, day] : std::set(of.begin(), of.end())) {
        const std::string path = fmt::format("/overview?from={0}&to={0}&branch={1}&as=json",
                                             to_string(day), escaped(branch));
        const auto rows = session.table(path, "by_tender");
        if (!rows) return std::unexpected{rows.error()};
        auto& sums = found.accepted_minor[{branch, day}];
        for (const json& row : *rows) {
            if (text_of(row, "currency") != pos::code_of(currency)) continue;
            const auto net = pos::parse_money(text_of(row, "net"), currency);
            if (!net) return not_as_expected(path);
            sums[text_of(row, "tender")] += net->minor;
        }
    }
    const std::string path = "/attention?as=json";
    const auto rows = session.table(path, "outside");
    if (!rows) return std::unexpected{rows.error()};
    for (const json& row : *rows) {
        const std::string till = text_of(row, "till");  // "B01-T1"
        const auto day = pos::parse_date(text_of(row, "day"));
        const auto net = pos::parse_money(text_of(row, "net"), currency);
        if (!day || !net) return not_as_expected(path);
        found.outside_minor[{till.substr(0, till.find('-')), *day}] += net->minor;
    }
    return found;
}

}  // namespace app::core::simulate
