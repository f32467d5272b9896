#include "app/core/meter/live.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

#include "app/core/meter/words.hpp"
#include "drivers/meter/mbus/mbus_meter.hpp"
#include "drivers/meter/modbus/modbus_meter.hpp"
#include "drivers/transport/address.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::meter {

namespace {

namespace mbus = drivers::meter::mbus;
namespace modbus = drivers::meter::modbus;
using Failed = std::unexpected<Failure>;

constexpr std::string_view kExample =
    " Name it as in modbus@tcp:192.168.1.70:502/1 or mbus@tcp:192.168.1.71:10001/12345678.";

Failed wrong(const std::string& what) {
    return Failed{{FailureKind::usage, what + std::string{kExample}}};
}

/// The parts of a meter's name.
struct Named {
    Protocol protocol{Protocol::unsaid};
    std::string address{};  // "tcp:HOST:PORT"
    std::string which{};
};

Outcome<Named> named(const std::string& where, Protocol otherwise) {
    Named found{.protocol = otherwise, .address = where};
    if (const auto at = where.find('@'); at != std::string::npos) {
        const std::string protocol = where.substr(0, at);
        if (protocol == "modbus")
            found.protocol = Protocol::modbus;
        else if (protocol == "mbus")
            found.protocol = Protocol::mbus;
        else
            return wrong("\"" + protocol + "\" is no protocol of meters.");
        found.address = where.substr(at + 1);
    }
    if (found.protocol == Protocol::unsaid) {
        return wrong(where + " does not say whether the meter speaks modbus or mbus.");
    }
    if (found.address.starts_with("tcp://")) found.address.erase(4, 2);
    if (!found.address.starts_with("tcp:")) {
        return wrong(where + " is no address of a meter on the network.");
    }
    if (const auto slash = found.address.find('/'); slash != std::string::npos) {
        found.which = found.address.substr(slash + 1);
        found.address.erase(slash);
    }
    const std::string host = found.address.substr(4);
    const bool has_port = host.starts_with('[') ? host.contains("]:") : host.contains(':');
    if (!has_port) {
        if (found.protocol == Protocol::mbus) return wrong(where + " names no port.");
        found.address += ":502";
    }
    return found;
}

std::optional<unsigned> number_of(const std::string& text, unsigned most) {
    unsigned number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end || number > most) {
        return std::nullopt;
    }
    return number;
}

Outcome<mbus::BusAddress> bus_address(const std::string& which) {
    if (which.empty()) return mbus::BusAddress{mbus::kAnyMeter};
    const bool digits = which.find_first_not_of("0123456789ABCDEFabcdef") == std::string::npos;
    if (which.size() == 8 && digits) return mbus::BusAddress{mbus::Secondary{which}};
    const auto primary = number_of(which, 250);
    if (!primary) return wrong("\"" + which + "\" is no address of an M-Bus.");
    return mbus::BusAddress{static_cast<std::uint8_t>(*primary)};
}

}  // namespace

Outcome<LiveMeter> live_meter(const std::string& where, const LiveOptions& options) {
    const auto found = named(where, options.protocol);
    if (!found) return Failed{found.error()};
    auto address = drivers::transport::parse_address(found->address);
    if (!address) return wrong(address.error().words);
    if (found->protocol == Protocol::mbus) {
        auto which = bus_address(found->which);
        if (!which) return Failed{which.error()};
        return LiveMeter{where, std::make_unique<mbus::MbusMeter>(
                                    mbus::MbusMeter::Options{.address = std::move(*address),
                                                             .meter = std::move(*which),
                                                             .patience = options.patience})};
    }
    const auto unit = found->which.empty() ? std::optional{1U} : number_of(found->which, 255);
    if (!unit) return wrong("\"" + found->which + "\" is no Modbus unit from 0 to 255.");
    if (options.map.registers.empty()) {
        return misuse(where + " speaks Modbus: say which registers it has (--map FILE).");
    }
    return LiveMeter{where, std::make_unique<modbus::ModbusMeter>(modbus::ModbusMeter::Options{
                                .address = std::move(*address),
                                .unit = static_cast<std::uint8_t>(*unit),
                                .map = options.map,
                                .patience = options.patience})};
}

Outcome<std::vector<LiveTrouble>> collect(std::span<const LiveMeter> meters, pos::Clock& clock,
                                          ReadingSink& sink, const std::function<bool()>& go_on) {
    std::vector<LiveTrouble> troubles;
    for (const LiveMeter& one : meters) {
        if (!go_on()) break;
        auto answer = one.meter->read();
        const pos::Instant now = clock.now();
        if (!answer) {
            troubles.push_back({one.name, now, std::move(answer.error())});
            continue;
        }
        if (const auto taken = sink.take({one.name, now, std::move(*answer)}); !taken) {
            return Failed{taken.error()};
        }
    }
    return troubles;
}

Outcome<modbus::RegisterMap> register_map_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return Failed{{FailureKind::environment, path + " cannot be read."}};
    constexpr std::size_t kMost = std::size_t{1} << 20;
    std::string text(kMost + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMost) return refuse(path + " is too large for a map of registers.");
    auto map = modbus::read_register_map(text);
    if (!map) return refuse(path + ": " + map.error() + ".");
    return std::move(*map);
}

nlohmann::ordered_json json_of(const LiveReading& reading) {
    nlohmann::ordered_json json{{"at", iso(reading.at)},
                                {"meter", reading.meter},
                                {"identification", reading.answer.identification},
                                {"kind", reading.answer.kind},
                                {"status", reading.answer.status},
                                {"figures", nlohmann::ordered_json::array()}};
    for (const drivers::meter::Figure& figure : reading.answer.figures) {
        json["figures"].push_back({{"name", figure.name},
                                   {"value", to_string(figure.value)},
                                   {"unit", figure.unit},
                                   {"place", figure.place}});
    }
    return json;
}

}  // namespace app::core::meter
