#pragma once

#include "app/office/web/page.hpp"

/// The pages of a clerk's work, one a file.
namespace app::office::web::billing {

Answer import_page(Call& call);

}  // namespace app::office::web::billing
