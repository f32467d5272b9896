#include "app/core/device_table.hpp"

#include <algorithm>

#include "app/core/embedded.hpp"
#include "pos/base/assert.hpp"

namespace app::core {

const drivers::transport::DeviceTable& device_table() {
    static const drivers::transport::DeviceTable table = [] {
        const auto files = embedded_files();
        const auto file =
            std::ranges::find(files, std::string_view{"devices/usb.json"}, &EmbeddedFile::path);
        POS_ASSERT(file != files.end());
        auto parsed = drivers::transport::DeviceTable::parse(file->bytes);
        POS_ASSERT(parsed.has_value());
        return std::move(*parsed);
    }();
    return table;
}

}  // namespace app::core
