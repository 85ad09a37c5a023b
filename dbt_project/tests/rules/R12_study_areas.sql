{{ config(meta={'rule': 'R12', 'dagster': {'ref': {'name': 'cells'}}}) }}

{#- publication, the table that it is made from, its count, what it is of, and the columns that it splits by #}
{%- set by_area = [
    ('fig_12', 'qualification', 'n_leerlingen', "duaal = 'nee' and zevende_jaar is not null",
        {'onderwijsvorm': "'BSO'", 'leerjaar': "'6'"}),
    ('fig_13', 'qualification', 'n_leerlingen',
        "duaal = 'nee' and leerjaar = '7' and has_studiebewijs is not null",
        {'onderwijsvorm': "'BSO'", 'leerjaar': "'7'"}),
    ('fig_19', 'outflow', 'n_leavers', 'true', {'onderwijsvorm': 'onderwijsvorm'}),
    ('fig_23', 'labour_market_status', 'n_leavers',
        "onderwijsvorm = 'BSO' and arbeidsmarktstatus <> 'niet beschikbaar'",
        {'onderwijsvorm': "'BSO'", 'kwartaal': 'kwartaal'}),
    ('fig_26', 'first_employment', 'n_leavers', 'true', {'onderwijsvorm': 'onderwijsvorm'}),
    ('fig_28', 'employment_characteristics', 'n_leavers', "onderwijsvorm = 'BSO'",
        {'onderwijsvorm': "'BSO'", 'kwartaal': 'kwartaal'}),
    ('fig_30', 'employment_characteristics', 'n_leavers', "onderwijsvorm = 'BSO'",
        {'onderwijsvorm': "'BSO'", 'kwartaal': 'kwartaal'}),
    ('fig_33', 'internship_employer', 'n_leavers', "onderwijsvorm = 'BSO' and is_bij_stagegever is not null",
        {'onderwijsvorm': "'BSO'"}),
    ('tab_2', 'se_n_se', 'n_leerlingen', "duaal = 'nee' and is_in_se_n_se is not null",
        {'onderwijsvorm': 'onderwijsvorm', 'duaal': "'nee'"}),
] %}

-- In every figure that is split by study area, each of the three areas has all its pupils, whatever their group (R11):
-- counted in the mart. txt_016 counts pupils, interns and institutions of the three together.
with institutions as (
    select
        pupils.schooljaar,
        case
            when max(case when {{ in_three_areas() }} then 1 else 0 end) = 1 then 'instellingen met 3 studiegebieden'
        end as categorie,
        1 as n
    from {{ ref('count_day_enrolments') }} as pupils
    semi join {{ ref('internship_years') }} as years on pupils.schooljaar = years.schooljaar
    where pupils.is_p_stage
    group by pupils.schooljaar, pupils.instellingsnummer
),

pupils as (
    select
        schooljaar,
        stageregistratie,
        case when {{ in_three_areas() }} then 'leerlingen in 3 studiegebieden' end as pupils,
        case when {{ in_three_areas() }} then 'stageleerlingen in 3 studiegebieden' end as interns,
        n_leerlingen as n
    from {{ ref('internship_registration') }}
    where stageregistratie is not null
),

expected as (
    {{
        figure('txt_016', ['schooljaar'], ['leerlingen in 3 studiegebieden'], source='pupils', categorie='pupils')
    }}
    union all
    {{
        figure(
            'txt_016', ['schooljaar'], ['stageleerlingen in 3 studiegebieden'], source='pupils', categorie='interns',
            where="stageregistratie <> 'geen'"
        )
    }}
    union all
    {{ figure('txt_016', ['schooljaar'], ['instellingen met 3 studiegebieden'], source='institutions') }}
    {%- for publicatie, mart, n, where, split in by_area %}
        {%- set key = {'schooljaar': 'schooljaar', 'studiegebied': 'studiegebied'} %}
        {%- do key.update(split) %}
        {%- set place = [] %}
        {%- for dimension in dimensions_of_cells().split(',') %}
            {%- do place.append(key.get(dimension, "'alle'")) %}
        {%- endfor %}
        union all
        select
            '{{ publicatie }}' as publicatie,
            {{ place_of(place) }} as place,
            'noemer' as categorie,
            cast(null as bigint) as aantal,
            sum({{ n }}) as noemer
        from {{ ref(mart) }}
        where {{ in_three_areas() }} and {{ where }}
        group by all
    {%- endfor %}
),

found as (
    {{ figures_found(['txt_016']) }}
    union all
    select distinct
        publicatie,
        {{ place_of(dimensions_of_cells().split(',')) }} as place,
        'noemer' as categorie,
        cast(null as bigint) as aantal,
        noemer
    from {{ ref('cells') }}
    where
        publicatie in (
            'fig_12', 'fig_13', 'fig_19', 'fig_23', 'fig_26', 'fig_28', 'fig_30', 'fig_33', 'tab_2'
        )
        and studiegebied <> 'alle'
        and categorie <> 'studiebewijs Se-n-Se'
),

{{ check_figures() }}
