#include "drivers/transport/device_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "drivers/transport/fd_pipe.hpp"
#include "drivers/transport/holder.hpp"

namespace drivers::transport {

std::expected<std::unique_ptr<Pipe>, Error> open_file(const FileAddress& address,
                                                      std::stop_token stop) {
    struct stat status{};
    const bool there = ::stat(address.path.c_str(), &status) == 0;
    const bool device = there && S_ISCHR(status.st_mode);
    constexpr int kAlways = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    const int how = device ? O_RDWR : O_WRONLY | O_APPEND | O_CREAT;
    Fd file{::open(address.path.c_str(), how | kAlways, 0666)};
    bool readable = device;
    if (!file && device && (errno == EACCES || errno == EINVAL)) {
        file = Fd{::open(address.path.c_str(), O_WRONLY | kAlways)};
        readable = false;
    }
    if (!file) {
        // ENXIO: a named pipe without a reader, or a node without its device.
        if (errno == ENXIO || errno == ENODEV) return std::unexpected{Error{Fault::not_found}};
        Error error = error_of(errno);
        if (error.fault == Fault::in_use) error.detail = holder_of(address.path);
        return std::unexpected{std::move(error)};
    }
    return std::make_unique<FdPipe>(std::move(file), FdPipe::Kind::other, readable,
                                    std::move(stop));
}

}  // namespace drivers::transport
