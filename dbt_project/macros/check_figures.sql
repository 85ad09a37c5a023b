{#
    For checks that count a mart or a figure again, from persons, and hold it against what is there. Expected and
    found are CTEs of the same form: publicatie (or mart), place (every column of its key, as one text), categorie,
    aantal, noemer. Each row of one that is not in the other is wrong.
#}

{# The columns of a key as one text: 'alle' where a figure is not split. #}
{% macro place_of(columns) -%}
    concat_ws(' / ', {{ columns | join(', ') }})
{%- endmacro %}

{# The same for columns that may be null, or no text. #}
{% macro place_with_nulls(columns) -%}
    concat_ws(' / ', {% for column in columns %}coalesce(cast({{ column }} as string), '-'){{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# What `publications.cells` splits by, in the order of its columns. #}
{% macro dimensions_of_cells() -%}
    schooljaar,aanbieder,onderwijsvorm,leerjaar,studiegebied,stageverplichting,duaal,kwalificatie,kwartaal
{%- endmacro %}

{# R12, as the report names them: not by the parameter that the models read. #}
{% macro in_three_areas() -%}
    studiegebied in ('Handel', 'Mechanica-elektriciteit', 'Personenzorg')
{%- endmacro %}

{#
    The cells that a figure must have: per key of `split` and each of `categories`, how many of `source` (a CTE with n)
    have it, of how many that `where` and `having` leave. `fixed`: what another dimension says, as in {'leerjaar': '7'}.
#}
{% macro figure(
    publicatie, split, categories, source='persons', where='true', having='true', fixed={}, categorie='categorie'
) %}
    {%- set key = [] -%}
    {%- for dimension in dimensions_of_cells().split(',') -%}
        {%- do key.append(dimension if dimension in split else "'" ~ fixed.get(dimension, 'alle') ~ "'") -%}
    {%- endfor -%}
    select
        '{{ publicatie }}' as publicatie,
        {{ place_of(key) }} as place,
        listed.label as categorie,
        sum(case when {{ categorie }} = listed.label then n else 0 end) as aantal,
        sum(n) as noemer
    from {{ source }}
    cross join (values ('{{ categories | join("'), ('") }}')) as listed (label)
    where {{ where }}
    group by {{ split | join(', ') }}, listed.label
    having {{ having }}
{% endmacro %}

{# The cells that there are; one whose aandeel is not aantal / noemer is no good. #}
{% macro figures_found(publications) %}
    select
        publicatie,
        {{ place_of(dimensions_of_cells().split(',')) }} as place,
        categorie,
        case when aandeel = cast(aantal as double) / cast(noemer as double) then aantal end as aantal,
        noemer
    from {{ ref('cells') }}
    where publicatie in ('{{ publications | join("', '") }}')
{% endmacro %}

{# How many of `source` (`n`: its count) there are per combination of `columns`, which a mart must have or has. #}
{% macro mart_rows(mart, columns, source='persons', n='n', where='true') %}
    select
        '{{ mart }}' as publicatie,
        {{ place_with_nulls(columns) }} as place,
        '' as categorie,
        sum({{ n }}) as aantal,
        cast(null as bigint) as noemer
    from {{ source }}
    where {{ where }}
    group by {{ columns | join(', ') }}
{% endmacro %}

{# From the CTEs `expected` and `found`: the CTE `wrong_figures`. #}
{% macro compare_figures() %}
missing as (
    select * from expected
    except all
    select * from found
),

surplus as (
    select * from found
    except all
    select * from expected
),

wrong_figures as (
    select distinct
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line,
        differing.publicatie,
        differing.place,
        differing.categorie
    from (
        select * from missing
        union all
        select * from surplus
    ) as differing
)
{% endmacro %}

{# The whole check, when nothing but figures is looked at. #}
{% macro check_figures() %}
{{ compare_figures() }},

looked_at as (
    select count(*) as n
    from found
),

offending as (
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
{% endmacro %}

{# Any of the columns is other in one table than in another. #}
{% macro differs(one, other, columns) -%}
    {% for column in columns %}{{ one }}.{{ column }} is distinct from {{ other }}.{{ column }}{{ ' or ' if not loop.last }}{% endfor %}
{%- endmacro %}
