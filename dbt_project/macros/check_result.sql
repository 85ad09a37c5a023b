{#
    The one row of a check under tests/: numerator, denominator, sample.
    It reads two CTEs: `offending` (dataset, period, source_line: where each offending row came from, null when
    it is no single row) and `looked_at` (n). The sample names up to five places, never a value.
#}
{% macro check_result() %}
located as (
    select
        files.delivery || '/' || files.file || ':' || cast(offending.source_line as string) as location
    from offending
    left join {{ ref('stg_intake__active_files') }} as files
        on offending.dataset = files.dataset and offending.period = files.period
),

numbered as (
    select
        location,
        row_number() over (order by location nulls last) as position
    from located
)

select
    cast(count(*) as bigint) as numerator,
    cast(greatest((select n from looked_at), count(*)) as bigint) as denominator,
    nullif(
        concat_ws(
            ', ',
            {%- for position in range(1, 6) %}
            max(case when position = {{ position }} then location end){{ ',' if not loop.last }}
            {%- endfor %}
        ), ''
    ) as sample
from numbered
{% endmacro %}
