{{ config(severity='error', meta={'dagster': {'ref': {'name': 'cells'}}}) }}

-- P_DUAL_ALL and P_DUAL_3 from the groups and the accepted enrolments again: the marts, fig_04 ... fig_08 and txt_017.
with pupils as (
    select
        chosen.schooljaar,
        chosen.source_line,
        accepted.aanbieder,
        accepted.stelsel,
        accepted.instellingsnummer,
        accepted.administratieve_groep,
        groepen.onderwijsvorm,
        groepen.leerjaar,
        groepen.studiegebied,
        chosen.is_p_dual_all,
        chosen.is_p_dual_3,
        coalesce(groepen.is_duaal, false) as is_dual,
        coalesce(
            groepen.is_duaal
            and accepted.aanbieder in ('VOLTIJDS', 'DBSO', 'SYNTRA')
            and groepen.onderwijsvorm || groepen.leerjaar in ('BSO5', 'BSO6', 'BSO7', 'TSO5', 'TSO6')
            and not groepen.is_aanloopfase, false
        ) as is_dual_3,
        accepted.aanbieder <> 'SYNTRA'
        or cast(substr(accepted.schooljaar, 1, 4) as int)
        >= cast(substr('{{ var("syntra_vanaf") }}', 1, 4) as int) as is_after_syntra
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__inschrijvingen') }} as accepted
        on chosen.schooljaar = accepted.schooljaar and chosen.source_line = accepted.source_line
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on accepted.administratieve_groep = groepen.administratieve_groep
),

persons as (
    select
        schooljaar,
        aanbieder,
        onderwijsvorm,
        leerjaar,
        studiegebied,
        stelsel,
        is_dual_3,
        is_after_syntra,
        lower(stelsel) as categorie,
        count(*) as n
    from pupils
    where is_dual
    group by all
),

third_grade as (
    -- every provider beside every form and leerjaar
    select
        persons.schooljaar,
        persons.aanbieder,
        listed.onderwijsvorm,
        listed.leerjaar,
        case
            when persons.onderwijsvorm || persons.leerjaar = listed.onderwijsvorm || listed.leerjaar then 'leerlingen'
        end as categorie,
        persons.n
    from persons
    cross join (
        values ('BSO', '5'), ('BSO', '6'), ('BSO', '7'), ('TSO', '5'), ('TSO', '6')
    ) as listed (onderwijsvorm, leerjaar)
    where persons.is_dual_3 and persons.is_after_syntra
),

providers as (
    select
        persons.schooljaar,
        listed.aanbieder,
        case when listed.aanbieder in (persons.aanbieder, 'alle') then 'leerlingen' end as categorie,
        persons.n
    from persons
    cross join (values ('VOLTIJDS'), ('DBSO'), ('SYNTRA'), ('BUSO'), ('alle')) as listed (aanbieder)
),

areas as (
    select
        persons.schooljaar,
        persons.aanbieder,
        listed.studiegebied,
        case when persons.studiegebied = listed.studiegebied then 'leerlingen' end as categorie,
        persons.n
    from persons
    cross join (select distinct others.studiegebied from persons as others) as listed
    where persons.is_dual_3 and persons.is_after_syntra
),

institutions as (
    select distinct
        schooljaar,
        aanbieder,
        instellingsnummer,
        'instellingen' as categorie,
        1 as n
    from pupils
    where is_dual_3 and is_after_syntra
),

groups as (
    select distinct
        schooljaar,
        aanbieder,
        administratieve_groep,
        'administratieve groepen' as categorie,
        1 as n
    from pupils
    where is_dual_3 and is_after_syntra
),

units as (
    select
        schooljaar,
        aanbieder,
        count(*) as n_pupils,
        case
            when count(*) between 6 and 10 then '6-10'
            when count(*) > 10 then '11 of meer'
            else cast(count(*) as string)
        end as categorie,
        1 as n
    from pupils
    where is_dual_3 and is_after_syntra
    group by schooljaar, aanbieder, instellingsnummer, administratieve_groep
),

expected as (
    {{
        mart_rows(
            'dual_learning',
            ['schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stelsel', 'is_dual_3']
        )
    }}
    union all
    {{ figure('fig_04', ['schooljaar', 'aanbieder'], ['leerlingen'], source='providers') }}
    union all
    {{
        figure(
            'fig_05', ['schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar'], ['leerlingen'], source='third_grade'
        )
    }}
    union all
    {{
        figure(
            'fig_06', ['schooljaar', 'aanbieder', 'studiegebied'], ['leerlingen'], source='areas',
            having='count(categorie) > 0'
        )
    }}
    union all
    {{ figure('fig_07', ['schooljaar', 'aanbieder'], ['instellingen'], source='institutions') }}
    union all
    {{ figure('fig_07', ['schooljaar', 'aanbieder'], ['administratieve groepen'], source='groups') }}
    union all
    {{
        figure(
            'fig_08', ['schooljaar', 'aanbieder'], ['1', '2', '3', '4', '5', '6-10', '11 of meer'], source='units'
        )
    }}
    union all
    select
        'fig_08' as publicatie,
        {{
            place_of([
                'schooljaar', 'aanbieder', "'alle'", "'alle'", "'alle'", "'alle'", "'alle'", "'alle'", "'alle'"
            ])
        }} as place,
        'leerlingen per groep' as categorie,
        sum(n_pupils) as aantal,
        count(*) as noemer
    from units
    group by schooljaar, aanbieder
    union all
    {{
        figure(
            'txt_017', ['schooljaar', 'aanbieder'], ['lineair', 'modulair'], where="is_dual_3 and aanbieder = 'DBSO'"
        )
    }}
),

found as (
    {{
        mart_rows(
            'dual_learning',
            ['schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stelsel', 'is_p_dual_3'],
            source=ref('dual_learning'), n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['fig_04', 'fig_05', 'fig_06', 'fig_07', 'fig_08', 'txt_017']) }}
),

{{ compare_figures() }},

looked_at as (
    select count(*) as n
    from pupils
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from pupils
    where is_dual <> is_p_dual_all or is_dual_3 <> is_p_dual_3
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}
