#pragma once

#include "drivers/transport/fd.hpp"

namespace drivers::transport {

/// A pipe over a file descriptor. Internal to this folder.
///
/// requires: opened with O_NONBLOCK
class FdPipe : public Pipe {
public:
    enum class Kind { socket, other };
    FdPipe(Fd file, Kind kind, bool readable, std::stop_token stop)
        : file_{std::move(file)}, kind_{kind}, readable_{readable}, stop_{std::move(stop)} {}

    Sent write(pos::BytesView bytes, Deadline until) override;
    std::expected<std::size_t, Error> read(std::span<std::byte> room, Deadline until) override;
    void wake() override { wake_.set(); }

protected:
    int file() const { return file_.number(); }

private:
    Error fail(Error error);

    Fd file_;
    Kind kind_;
    bool readable_;
    bool gone_{false};
    StopSignal stop_;
    Signal wake_;
};

}  // namespace drivers::transport
