# counterfoil_embed_sql(TARGET FOLDER): the migrations NNNN_name.sql of a folder, with the engines'
# own parts NNNN_name.sqlite.sql and NNNN_name.postgresql.sql, become a source file of the target,
# so that a program needs no files beside it.
function(counterfoil_embed_sql target folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(steps)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME)
    string(REGEX REPLACE "\\..*$" "" step ${name})
    if(NOT step MATCHES "^[0-9][0-9][0-9][0-9]_[a-z0-9_]+$")
      message(FATAL_ERROR "${file}: a migration is named NNNN_name.sql")
    endif()
    list(APPEND steps ${step})
  endforeach()
  list(REMOVE_DUPLICATES steps)

  set(rows "")
  foreach(step IN LISTS steps)
    string(REGEX REPLACE "^0*([0-9]+)_.*$" "\\1" version ${step})
    string(REGEX REPLACE "^[0-9]+_" "" name ${step})
    string(APPEND rows "    {${version}, \"${name}\"")
    foreach(part "" .sqlite .postgresql)
      set(sql "")
      if(EXISTS ${folder}/${step}${part}.sql)
        file(READ ${folder}/${step}${part}.sql sql)
      endif()
      string(APPEND rows ",\n     R\"sql(${sql})sql\"")
    endforeach()
    string(APPEND rows "},\n")
  endforeach()

  set(source ${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"// Made from assets/sql by packaging/cmake/embed_sql.cmake.
#include \"pos/store/migrations.hpp\"

namespace pos::store {

std::span<const db::Migration> migrations() {
    static constexpr db::Migration kSteps[] = {
@rows@    };
    return kSteps;
}

}  // namespace pos::store
")
  target_sources(${target} PRIVATE ${source})
endfunction()
