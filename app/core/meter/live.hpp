#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "drivers/meter/meter.hpp"
#include "drivers/meter/modbus/register_map.hpp"
#include "pos/base/clock.hpp"

namespace app::core::meter {

enum class Protocol : std::uint8_t { unsaid, modbus, mbus };

struct LiveOptions {
    Protocol protocol{Protocol::unsaid};        // of meters whose name does not say theirs
    drivers::meter::modbus::RegisterMap map{};  // of Modbus; empty: none was named
    drivers::meter::Patience patience{};
};

/// A meter to be asked, by the name that the user gave it.
struct LiveMeter {
    std::string name{};
    std::unique_ptr<drivers::meter::Meter> meter{};
};

/// The meter that `--meter` names: [PROTOCOL@]tcp:HOST:PORT[/WHICH], where tcp:// will do as well.
/// PROTOCOL is modbus or mbus. WHICH is a Modbus unit (else 1); on an M-Bus the primary address (0
/// to 250) or the number of eight digits, in which F stands for any. Modbus without a port: 502.
///
/// errors: usage, in words with an example
Outcome<LiveMeter> live_meter(const std::string& where, const LiveOptions& options);

/// What a meter showed, and when it was asked.
struct LiveReading {
    std::string meter{};
    pos::Instant at{};
    drivers::meter::Answer answer{};
};

/// Where readings go: to be printed, or kept.
class ReadingSink {
public:
    virtual ~ReadingSink() = default;
    virtual Outcome<void> take(const LiveReading& reading) = 0;
};

/// A meter that did not tell.
struct LiveTrouble {
    std::string meter{};
    pos::Instant at{};
    drivers::meter::ReadError error{};
};

/// Asks each meter once, one after the other; a meter's trouble keeps no other from being asked.
/// `go_on` is asked ahead of each.
///
/// errors: what the sink says; the meters behind it are not asked then
Outcome<std::vector<LiveTrouble>> collect(std::span<const LiveMeter> meters, pos::Clock& clock,
                                          ReadingSink& sink, const std::function<bool()>& go_on);

/// Reads a settings file of registers.
Outcome<drivers::meter::modbus::RegisterMap> register_map_of(const std::string& path);

/// {"at", "meter", "identification", "kind", "status", "figures": [{"name", "value", "unit",
/// "place"}]}
nlohmann::ordered_json json_of(const LiveReading& reading);

}  // namespace app::core::meter
