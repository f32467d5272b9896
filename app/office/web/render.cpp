#include "app/office/web/render.hpp"

#include <utility>

#include "app/office/web/files.hpp"
#include "pos/base/assert.hpp"

namespace app::office::web {

std::string render(std::string_view name, Data data) {
    kainjow::mustache::mustache page{
        std::string{embedded("web/" + std::string{name} + ".mustache")}};
    POS_ASSERT(page.is_valid());
    return page.render(data);
}

}  // namespace app::office::web
