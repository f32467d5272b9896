#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "drivers/meter/meter.hpp"
#include "drivers/transport/address.hpp"
#include "drivers/transport/pipe.hpp"

namespace drivers::meter {

/// A line to a meter or a gateway, opened when it is needed and again after trouble.
class Line {
public:
    Line(transport::Address address, const Patience& patience, std::stop_token stop)
        : address_{std::move(address)}, patience_{patience}, stop_{std::move(stop)} {}

    /// How long the message is that begins so, once that can be told; 0 where it begins none.
    using SizeOf = std::function<std::optional<std::size_t>(pos::BytesView begun)>;

    /// Sends bytes, opening the line first where it is not open.
    ///
    /// errors: not_reached, silent (the line broke), cancelled
    std::expected<void, ReadError> send(pos::BytesView bytes);

    /// The next message, all of it in time.
    ///
    /// errors: silent, garbled (bytes that begin no message), cancelled
    std::expected<pos::Bytes, ReadError> receive(const SizeOf& size_of, transport::Deadline until);

    /// Passes over what came unasked.
    void drain();
    /// So that what was on its way when trouble came is not taken for the next answer.
    void close() {
        pipe_.reset();
        ahead_.clear();
    }

    std::string name() const { return to_string(address_); }
    const Patience& patience() const { return patience_; }

private:
    std::expected<void, ReadError> open();

    transport::Address address_;
    Patience patience_;
    std::stop_token stop_;
    std::unique_ptr<transport::Pipe> pipe_;
    pos::Bytes ahead_;  // read, and not part of a message yet
};

/// Does `once` until it succeeds, is refused or cancelled, or was tried often enough. Between two
/// tries the line is closed.
template <class Once>
auto with_tries(Line& line, Once once) -> decltype(once()) {
    for (unsigned tried = 1;; ++tried) {
        auto done = once();
        if (done) return done;
        const Trouble trouble = done.error().trouble;
        if (trouble == Trouble::refused || trouble == Trouble::cancelled) return done;
        line.close();
        if (tried >= line.patience().tries) return done;
    }
}

}  // namespace drivers::meter
