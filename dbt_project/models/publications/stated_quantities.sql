{%- set dimensions = stated_dimensions() -%}
{%- set key = 'statement, comparison, side, schooljaar, pair, cell, across_years' -%}

with alike as (
    -- the dimensions in which both sides name the same values
    select
        {%- for dimension in dimensions %}
            min(coalesce({{ dimension }}, '')) = max(coalesce({{ dimension }}, '')) as is_alike_{{ dimension }},
        {%- endfor %}
        statement,
        comparison
    from {{ ref('statement_cells') }}
    group by statement, comparison
),

selected as (
    select
        sides.statement,
        sides.comparison,
        sides.side,
        sides.kolom,
        sides.since,
        {{ compared('schooljaar') }} as schooljaar,
        {{ alike_values(dimensions) }} as pair,
        {{ named_values(dimensions) }} as cell,
        {{ named_values(dimensions | reject('equalto', 'schooljaar') | list) }} as across_years,
        -- the categories of one base have one noemer
        concat_ws(' ', cells.{{ dimensions[:-1] | join(', cells.') }}) as base,
        cells.aantal,
        cells.noemer
    from {{ ref('statement_cells') }} as sides
    inner join alike on sides.statement = alike.statement and sides.comparison = alike.comparison
    inner join {{ ref('stated_cells') }} as cells
        on
            {%- for dimension in dimensions %}
                {{ 'and ' if not loop.first }}{{ is_selected(dimension) }}
            {%- endfor %}
),

bases as (
    select
        {{ key }}, kolom, since,
        cast(sum(aantal) as double) as aantal,
        cast(max(noemer) as double) as noemer
    from selected
    group by {{ key }}, kolom, since, base
),

quantities as (
    select
        {{ key }}, kolom, since,
        case when kolom = 'aantal' then sum(aantal) else 100 * sum(aantal) / sum(noemer) end as quantity
    from bases
    group by {{ key }}, kolom, since
    -- a share of a few pupils tells nothing, in any publication
    having kolom = 'aantal' or sum(noemer) >= {{ var('kleinste_groep') }}
),

changes as (
    select
        *,
        case
            when since is null then quantity
            else quantity - max(case when schooljaar = since then quantity end) over of_years
        end as change
    from quantities
    window of_years as (partition by statement, comparison, side, across_years)
)

select
    {{ key }},
    change as quantity
from changes
where change is not null and coalesce(schooljaar <> since, true)
