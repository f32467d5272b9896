#include "pos/store/db/server_name.hpp"

#include <map>
#include <string_view>

#include "pos/store/db/conninfo.hpp"

namespace pos::store::db {

namespace {

void take_values(const PQconninfoOption* option, std::map<std::string, std::string>& values) {
    for (; option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr && *option->val != '\0') values[option->keyword] = option->val;
    }
}

/// The place behind the value of a parameter that starts at `from`.
std::size_t value_end(std::string_view text, std::size_t from) {
    return std::min(text.find_first_of("& '", from), text.size());
}

}  // namespace

std::expected<std::string, std::string> server_name(const std::string& connection_string) {
    const auto said = read_conninfo(connection_string);
    if (!said) return std::unexpected{said.error()};
    const Conninfo defaults = usual_conninfo();
    std::map<std::string, std::string> values;
    take_values(defaults.get(), values);
    take_values(said->get(), values);
    const auto value = [&](const char* first, const char* second) {
        const auto found = values.find(first);
        return found != values.end() ? found->second : values[second];
    };
    const std::string host = value("host", "hostaddr");
    return value("dbname", "user") + '@' + (host.empty() ? "local" : host) + ':' + values["port"];
}

std::string without_passwords(std::string text) {
    static constexpr std::string_view kBlot = "***";
    const auto scheme = text.find("://");
    if (scheme != std::string::npos) {
        const std::size_t start = scheme + 3;
        const std::size_t end = std::min(text.find_first_of("/?", start), text.size());
        const std::size_t at = text.substr(0, end).rfind('@');
        const std::size_t colon = text.find(':', start);
        if (at != std::string::npos && at >= start && colon < at) {
            text.replace(colon + 1, at - colon - 1, kBlot);
        }
    }
    static constexpr std::string_view kName = "password=";  // sslpassword= too
    for (auto at = text.find(kName); at != std::string::npos; at = text.find(kName, at)) {
        at += kName.size();
        text.replace(at, value_end(text, at) - at, kBlot);
    }
    return text;
}

}  // namespace pos::store::db
