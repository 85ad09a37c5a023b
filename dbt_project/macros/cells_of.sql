{#
    The columns of publications.cells, from a CTE `counted` with the columns of `key`, categorie, aantal and
    noemer. A dimension outside `key` is 'alle'; a cell without noemer is absent. `hides_small`: R34 applies.
#}
{% macro cells_of(publicatie, key, rang='null', hides_small=false) %}
select
    cast('{{ publicatie }}' as string) as publicatie,
    {%- for dimension in [
        'schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied',
        'stageverplichting', 'duaal', 'kwalificatie', 'kwartaal'
    ] %}
    cast({{ dimension if dimension in key else "'alle'" }} as string) as {{ dimension }},
    {%- endfor %}
    cast(categorie as string) as categorie,
    cast(aantal as bigint) as aantal,
    cast(noemer as bigint) as noemer,
    cast(aantal as double) / cast(noemer as double) as aandeel,
    cast({{ rang }} as int) as rang,
    -- R34
    {{ 'noemer < ' ~ var('kleinste_groep') if hides_small else 'false' }} as onderdrukt
from counted
where noemer > 0
{% endmacro %}
