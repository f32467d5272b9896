#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "drivers/scale/reading.hpp"
#include "drivers/transport/pipe.hpp"
#include "pos/base/random.hpp"

namespace drivers::scale {

enum class Protocol : std::uint8_t { toledo_8217, nci, dialog06, hid };

struct ProtocolOptions {
    Protocol protocol{Protocol::toledo_8217};
    Unit unit{Unit::kilogram};  // of scales that do not say theirs (8217)
    /// Dialog 06: the lower sixteen bits of the polynomial that its makers gave. Without it scales
    /// that want proof are `not_ready`.
    std::optional<std::uint16_t> polynomial{};
};

/// Asks a scale what lies on it, step by step as its protocol wants. Remembers what that needs: the
/// price, the tare, what has been read of an answer.
///
/// threads: one at a time
class Weigher {
public:
    virtual ~Weigher() = default;

    /// One question, one answer; not_read for none in time. Nothing where the line broke.
    virtual std::optional<Reading> weigh(transport::Pipe& line, transport::Deadline until) = 0;
    /// What lies there now is a container. False: the scale cannot, or nothing lies there.
    virtual bool tare(transport::Pipe& line, transport::Deadline until) = 0;
    virtual void clear_tare(transport::Pipe& line, transport::Deadline until) = 0;
    /// The empty scale shows zero from now on.
    virtual bool zero(transport::Pipe& line, transport::Deadline until) = 0;
    /// What a kilogram of the goods costs, for scales that show and multiply it.
    virtual void set_price(std::uint32_t price_minor) { static_cast<void>(price_minor); }
};

/// `random` outlives the weigher; Dialog 06 draws its check sums from it.
std::unique_ptr<Weigher> make_weigher(const ProtocolOptions& options, pos::Random& random);

}  // namespace drivers::scale
