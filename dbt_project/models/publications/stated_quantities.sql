{%- set dimensions = [
    'schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied',
    'stageverplichting', 'duaal', 'kwalificatie', 'kwartaal', 'categorie'
] -%}

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
        {{ compared('schooljaar') }} as schooljaar,
        concat_ws(
            ' ',
            {%- for dimension in dimensions %}
                case when alike.is_alike_{{ dimension }} then {{ compared(dimension) }} end{{ ',' if not loop.last }}
            {%- endfor %}
        ) as pair,
        concat_ws(
            ' ',
            cells.publicatie,
            {%- for dimension in dimensions %}
                nullif({{ selected_value(dimension, 'cells.' ~ dimension) }}, 'alle'){{ ',' if not loop.last }}
            {%- endfor %}
        ) as cell,
        -- the categories of one base have one noemer
        concat_ws(' ', cells.{{ dimensions[:-1] | join(', cells.') }}) as base,
        cells.aantal,
        cells.noemer
    from {{ ref('statement_cells') }} as sides
    inner join alike on sides.statement = alike.statement and sides.comparison = alike.comparison
    inner join {{ ref('cells') }} as cells
        on
            sides.publicatie = cells.publicatie
            {%- for dimension in dimensions %}
                and {{ is_selected(dimension) }}
            {%- endfor %}
    -- R34: what is hidden is not told here either
    where not cells.onderdrukt
),

bases as (
    select
        statement,
        comparison,
        side,
        kolom,
        schooljaar,
        pair,
        cell,
        cast(sum(aantal) as double) as aantal,
        cast(max(noemer) as double) as noemer
    from selected
    group by statement, comparison, side, kolom, schooljaar, pair, cell, base
)

select
    statement,
    comparison,
    side,
    schooljaar,
    pair,
    cell,
    case when kolom = 'aantal' then sum(aantal) else 100 * sum(aantal) / sum(noemer) end as quantity
from bases
group by statement, comparison, side, kolom, schooljaar, pair, cell
-- a share of a few pupils tells nothing, in any publication
having kolom = 'aantal' or sum(noemer) >= {{ var('kleinste_groep') }}
