#include "drivers/transport/open.hpp"

#include "drivers/transport/device_file.hpp"
#include "drivers/transport/serial.hpp"
#include "drivers/transport/tcp.hpp"

namespace drivers::transport {

std::expected<std::unique_ptr<Pipe>, Error> open_pipe(const Address& address, const UsbWanted& usb,
                                                      Deadline until, std::stop_token stop) {
    if (const auto* to = std::get_if<UsbAddress>(&address))
        return open_usb(*to, usb, std::move(stop));
    if (const auto* to = std::get_if<TcpAddress>(&address))
        return open_tcp(*to, until, std::move(stop));
    if (const auto* to = std::get_if<SerialAddress>(&address))
        return open_serial(*to, std::move(stop));
    return open_file(std::get<FileAddress>(address), std::move(stop));
}

}  // namespace drivers::transport
