#include "drivers/transport/serial.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <cerrno>
#include <optional>
#include <thread>

#include "drivers/transport/fd_pipe.hpp"
#include "drivers/transport/holder.hpp"

namespace drivers::transport {

namespace {

std::optional<speed_t> speed_of(std::uint32_t baud) {
    switch (baud) {
        case 1200:
            return B1200;
        case 2400:
            return B2400;
        case 4800:
            return B4800;
        case 9600:
            return B9600;
        case 19200:
            return B19200;
        case 38400:
            return B38400;
        case 57600:
            return B57600;
        case 115200:
            return B115200;
        case 230400:
            return B230400;
        case 460800:
            return B460800;
        case 921600:
            return B921600;
        default:
            return std::nullopt;
    }
}

/// The line as it was, with what raw bytes at that speed need changed.
std::optional<termios> settings_for(termios line, const SerialLine& wanted) {
    const auto speed = speed_of(wanted.baud);
    if (!speed || wanted.data_bits < 7 || wanted.data_bits > 8 || wanted.stop_bits < 1 ||
        wanted.stop_bits > 2)
        return std::nullopt;
    ::cfmakeraw(&line);
    ::cfsetispeed(&line, *speed);
    ::cfsetospeed(&line, *speed);
    line.c_cflag &= ~static_cast<tcflag_t>(CSIZE | PARENB | PARODD | CSTOPB | CRTSCTS | HUPCL);
    line.c_cflag |= CLOCAL | CREAD | (wanted.data_bits == 7 ? CS7 : CS8);
    if (wanted.parity != Parity::none) line.c_cflag |= PARENB;
    if (wanted.parity == Parity::odd) line.c_cflag |= PARODD;
    if (wanted.stop_bits == 2) line.c_cflag |= CSTOPB;
    if (wanted.hardware_flow) line.c_cflag |= CRTSCTS;
    line.c_iflag &= ~static_cast<tcflag_t>(IXON | IXOFF | IXANY | INPCK);
    if (wanted.parity != Parity::none) line.c_iflag |= INPCK;
    if (wanted.software_flow) line.c_iflag |= IXON | IXOFF;
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    return line;
}

class SerialPipe final : public FdPipe {
public:
    SerialPipe(Fd port, const termios& before, std::stop_token stop)
        : FdPipe{std::move(port), Kind::other, true, std::move(stop)}, before_{before} {}
    ~SerialPipe() override {
        drain();
        ::tcflush(file(), TCIOFLUSH);
        ::tcsetattr(file(), TCSANOW, &before_);
        ::ioctl(file(), TIOCNXCL);
    }

private:
    /// Waits for what is on its way as long as it moves: closing a port whose device has stopped
    /// taking bytes would else hold up the program for half a minute.
    void drain() {
        int before = 0;
        for (int left = 0; ::ioctl(file(), TIOCOUTQ, &left) == 0 && left > 0; before = left) {
            if (left == before) return;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
    }

    termios before_;
};

std::unexpected<Error> in_use(const std::string& path) {
    return std::unexpected{Error{Fault::in_use, holder_of(path)}};
}

}  // namespace

std::expected<std::unique_ptr<Pipe>, Error> open_serial(const SerialAddress& address,
                                                        std::stop_token stop) {
    Fd port{::open(address.path.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
    if (!port && errno == EBUSY) return in_use(address.path);
    if (!port && (errno == ENXIO || errno == ENODEV || errno == EIO))
        return std::unexpected{Error{Fault::not_found}};
    if (!port) return std::unexpected{error_of(errno)};
    termios before{};
    if (::tcgetattr(port.number(), &before) != 0) return std::unexpected{error_of(errno)};
    // TIOCEXCL keeps other accounts out, and flock a second program of ours run as root.
    if (::flock(port.number(), LOCK_EX | LOCK_NB) != 0) return in_use(address.path);
    const auto wanted = settings_for(before, address.line);
    if (!wanted) return std::unexpected{Error{Fault::not_possible, "no such setting of a line"}};
    if (::tcsetattr(port.number(), TCSANOW, &*wanted) != 0) return std::unexpected{error_of(errno)};
    ::ioctl(port.number(), TIOCEXCL);
    ::tcflush(port.number(), TCIOFLUSH);
    return std::make_unique<SerialPipe>(std::move(port), before, std::move(stop));
}

}  // namespace drivers::transport
